import { expect, it } from 'vitest';
import { formatRetention } from './retention.ts';

it.each([
  ['10D', '10 days', '10 日'],
  ['1W', '1 week', '1 週間'],
  ['6M', '6 months', '6 か月'],
  ['1Y', '1 year', '1 年'],
])('%s is %s and %s', (retention, english, japanese) => {
  expect([formatRetention(retention, 'en'), formatRetention(retention, 'ja')]).toEqual([english, japanese]);
});
