import { describe, expect, it } from 'vitest';
import { formatAge, formatBytes, formatDuration, formatNumber, formatTime } from './format.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('numbers in English', () => {
  it.each([
    [formatBytes(0, 'en'), '0 bytes'],
    [formatBytes(1, 'en'), '1 byte'],
    [formatBytes(999, 'en'), '999 bytes'],
    [formatBytes(1000, 'en'), '1 kB'],
    [formatBytes(1_400_000_000, 'en'), '1.4 GB'],
    [formatBytes(123_456_789, 'en'), '123 MB'],
    [formatBytes(-2_500_000, 'en'), '-2.5 MB'],
    [formatBytes(5e15, 'en'), '5,000 TB'],
    [formatBytes(999_999, 'en'), '1 MB'],
    [formatNumber(1_234_567, 'en'), '1,234,567'],
    [formatDuration(4200, 'en'), '4.2 sec'],
    [formatDuration(12 * minute, 'en'), '12 min'],
    [formatDuration(1.5 * hour, 'en'), '1.5 hr'],
    [formatDuration(59_999, 'en'), '1 min'],
    [formatAge(90 * second, 'en'), '1 minute ago'],
    [formatAge(3 * hour, 'en'), '3 hours ago'],
    [formatAge(47 * hour, 'en'), '47 hours ago'],
    [formatAge(3 * day, 'en'), '3 days ago'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('numbers in Japanese', () => {
  it.each([
    [formatBytes(999, 'ja'), '999 バイト'],
    [formatBytes(1_400_000_000, 'ja'), '1.4 GB'],
    [formatNumber(1_234_567, 'ja'), '1,234,567'],
    [formatDuration(4200, 'ja'), '4.2 秒'],
    [formatDuration(12 * minute, 'ja'), '12 分'],
    [formatDuration(1.5 * hour, 'ja'), '1.5 時間'],
    [formatAge(3 * hour, 'ja'), '3 時間前'],
    [formatAge(3 * day, 'ja'), '3 日前'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

it('an age never promises more than has passed', () => {
  expect(formatAge(2 * hour - 1, 'en')).toBe('1 hour ago');
  expect(formatAge(3 * day - 1, 'en')).toBe('2 days ago');
});

it('a moment is written with the day and the minute of this machine', () => {
  const at = new Date(2026, 10, 22, 6, 5).getTime();
  expect(formatTime(at, 'en').replace(/\s/g, ' ')).toBe('Nov 22, 2026, 6:05 AM');
  expect(formatTime(at, 'ja')).toBe('2026/11/22 6:05');
});
