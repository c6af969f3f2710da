import { describe, expect, it } from 'vitest';
import { writtenAnew } from './written-anew.ts';

const stamp = (day: number) => `2026-03-0${day}T10:00:00Z`;
/** What a repository holds of sessions on these days: each a difference but the newest. */
const past = (...days: number[]): string[] => [
  'chars_to_quote',
  ...days.flatMap((day) => [
    `mirror_metadata.${stamp(day)}.${day === days.at(-1) ? 'snapshot' : 'diff'}.gz`,
    `session_statistics.${stamp(day)}.data`,
  ]),
  `current_mirror.${stamp(days.at(-1) ?? 0)}.data`,
];
const anew = (kept: readonly string[], there: readonly string[]) =>
  writtenAnew(
    kept,
    there.map((name) => ({ name, size: name === 'chars_to_quote' ? 0 : 100 })),
  ).map(({ name }) => name);
const ofTwo = [`mirror_metadata.${stamp(2)}.diff.gz`, `session_statistics.${stamp(2)}.data`];

describe('of files that are kept by their names, those are written anew', () => {
  it.each([
    ['in whose place another session has come', past(1, 2, 3), past(1, 2, 4)],
    ['in whose place several have come', past(1, 2, 3, 4), past(1, 2, 5, 6)],
    ['in whose place one has come that is half here already', [...past(1, 2, 3), `mirror_metadata.${stamp(4)}.snapshot.gz`], past(1, 2, 4)],
    ['whose session was followed by one that had not ended', [...past(1, 2), `current_mirror.${stamp(3)}.data`], past(1, 2, 4)],
  ])('that tell of the last session %s', (_, kept, there) => {
    expect(anew(kept, there)).toEqual(ofTwo);
  });

  it.each([
    ['when nothing has happened', past(1, 2), past(1, 2)],
    ['when sessions have come', past(1, 2), past(1, 2, 3, 4)],
    ['when old ones are gone', past(1, 2, 3), past(3, 4)],
    ['when all are others', past(1, 2), past(3, 4)],
    ['when nothing is kept', [], past(1, 2)],
    ['when a session has ended that was under way', [...past(1, 2), `current_mirror.${stamp(3)}.data`], past(1, 2, 3, 4)],
    ['when a log bears another hour', [...past(1, 2), 'error_log.2026-03-02T11:00:00Z.data'], past(1, 2, 3)],
  ])('none %s', (_, kept, there) => {
    expect(anew(kept, there)).toEqual([]);
  });
});
