import { createHash } from 'node:crypto';
import type { Session } from '../contract/run.ts';

const needed = [
  'StartTime',
  'EndTime',
  'ElapsedTime',
  'SourceFiles',
  'SourceFileSize',
  'NewFiles',
  'ChangedFiles',
  'DeletedFiles',
  'IncrementFileSize',
  'TotalDestinationSizeChange',
  'Errors',
] as const;

/**
 * A `session_statistics` text, or the same as `--print-statistics` prints it. Undefined unless every number that an outcome rests on
 * is there: half a statistics file is no evidence.
 */
export function parseStatistics(text: string, time?: number): Session | undefined {
  const values = new Map<string, number>();
  // A line without its end may be half a number.
  for (const line of text.split('\n').slice(0, -1)) {
    const found = /^(\w+) (-?\d+(?:\.\d+)?)(?: \(|$)/.exec(line.trim());
    if (found?.[1] !== undefined) values.set(found[1], Number(found[2]));
  }
  if (!needed.every((key) => Number.isFinite(values.get(key)))) return undefined;
  const value = (key: (typeof needed)[number]) => values.get(key) ?? 0;
  return {
    time: time ?? Math.floor(value('StartTime')),
    seconds: value('ElapsedTime'),
    files: value('SourceFiles'),
    bytes: value('SourceFileSize'),
    newFiles: value('NewFiles'),
    changedFiles: value('ChangedFiles'),
    deletedFiles: value('DeletedFiles'),
    incrementBytes: value('IncrementFileSize'),
    destinationChange: value('TotalDestinationSizeChange'),
    errors: value('Errors'),
    digest: time === undefined ? null : createHash('sha256').update(text).digest('hex'),
  };
}

/** The block that `--print-statistics` leaves at the end of the output. */
export function printedStatistics(output: string): Session | undefined {
  const start = output.lastIndexOf('[ Session statistics ]');
  return start < 0 ? undefined : parseStatistics(output.slice(start));
}
