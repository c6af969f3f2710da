import { expect, it } from 'vitest';
import { readProgress } from './answer.ts';

const told = (text: string) =>
  readProgress(
    {
      read: (_, offset, most) =>
        Promise.resolve(
          Buffer.from(text)
            .subarray(Math.max(0, text.length + offset))
            .subarray(0, most),
        ),
    },
    'f',
  );

it.each([
  ['has said nothing yet', '', { done: { files: 0, bytes: 0 }, isStaged: false }],
  ['has said how far it is', '{"files":1,"bytes":2}\n{"files":3,"bytes":4}\n', { done: { files: 3, bytes: 4 }, isStaged: false }],
  ['is just saying the next', '{"files":1,"bytes":2}\n{"files":3,"b', { done: { files: 1, bytes: 2 }, isStaged: false }],
  [
    'has staged all and places it',
    `{"files":1,"bytes":2}\n{"staged":{"refused":[${'1,'.repeat(500)}1]}}\n`,
    { done: { files: 0, bytes: 0 }, isStaged: true },
  ],
])('a hand that %s', async (_, text, progress) => {
  expect(await told(text)).toEqual(progress);
});
