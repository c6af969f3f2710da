import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseStatistics, printedStatistics } from './statistics.ts';

const text = `StartTime 1795326029.00 (Sun Nov 22 05:40:29 2026)
EndTime 1795326029.72 (Sun Nov 22 05:40:29 2026)
ElapsedTime 0.72 (0.72 seconds)
SourceFiles 4
SourceFileSize 17 (17 bytes)
MirrorFiles 4
MirrorFileSize 12 (12 bytes)
NewFiles 0
NewFileSize 0 (0 bytes)
DeletedFiles 0
DeletedFileSize 0 (0 bytes)
ChangedFiles 2
ChangedSourceSize 11 (11 bytes)
ChangedMirrorSize 6 (6 bytes)
IncrementFiles 2
IncrementFileSize 64 (64 bytes)
TotalDestinationSizeChange 69 (69 bytes)
Errors 12
`;
const numbers = {
  time: 1_795_326_029,
  seconds: 0.72,
  files: 4,
  bytes: 17,
  newFiles: 0,
  changedFiles: 2,
  deletedFiles: 0,
  incrementBytes: 64,
  destinationChange: 69,
  errors: 12,
};

describe('session statistics (rdiff-backup 12.10)', () => {
  it('are read whole, with the digest that tells this repository from every other', () => {
    const digest = createHash('sha256').update(text).digest('hex');
    expect(parseStatistics(text, 1_795_326_029)).toEqual({ ...numbers, digest });
  });
  it('take their time from the name of the file, which is exact', () => {
    expect(parseStatistics(text, 1_795_326_030)?.time).toBe(1_795_326_030);
  });
  it('with a size that shrank are read too', () => {
    expect(parseStatistics(text.replace('69 (69', '-69 (-69'), 1)?.destinationChange).toBe(-69);
  });
  it('cut at any byte are no evidence, never other numbers (I2, fault row F11)', () => {
    const other = Array.from(text, (_, cut) => cut).flatMap((cut) => {
      const session = { ...(parseStatistics(text.slice(0, cut), numbers.time) ?? numbers), digest: null };
      return JSON.stringify(session) === JSON.stringify({ ...numbers, digest: null }) ? [] : [[text.slice(cut - 9, cut), session.errors]];
    });
    expect(other).toEqual([]);
  });
  it('without one of the numbers that an outcome rests on are no evidence (I2)', () => {
    const names = ['StartTime', 'EndTime', 'SourceFiles', 'SourceFileSize', 'NewFiles', 'ChangedFiles', 'DeletedFiles', 'Errors'];
    const lacking = names.map((name) => parseStatistics(text.replace(`${name} `, `No${name} `), 1));
    expect(lacking).toEqual(names.map(() => undefined));
    expect([parseStatistics('', 1), parseStatistics('Errors nothing\n', 1), parseStatistics('\0'.repeat(4000), 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the block that a push prints', () => {
  const block = `--------------[ Session statistics ]--------------\n${text}--------------------------------------------------\n`;
  it('is read like the file, but has no digest', () => {
    expect(printedStatistics(`NOTE: Starting increment operation\n${block}`)).toEqual({ ...numbers, digest: null });
  });
  it('is the last one when there are several', () => {
    const later = block.replace('SourceFiles 4', 'SourceFiles 5');
    expect(printedStatistics(block + later)?.files).toBe(5);
  });
  it('that is not there or not whole is no evidence (I2)', () => {
    expect([printedStatistics(text), printedStatistics(block.slice(0, 300)), printedStatistics(block + '[ Session statistics ]')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
