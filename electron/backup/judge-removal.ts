import type { Cause, Outcome } from '../contract/outcome.ts';
import type { Removal } from '../contract/requests.ts';
import { causeOf, type ErrorStream } from '../rdiff-backup/rdiff-backup.ts';
import { lockedExit } from './judge.ts';
import type { Content } from './removal-reading.ts';

/** Everything that the outcome of a removal rests on. Epoch seconds. */
export type FoundRemoval = {
  code: number | null;
  cancelled: boolean;
  flooded: boolean;
  stream: ErrorStream;
  /** The tool has said that it deletes. */
  begun: boolean;
  /** What was to go, and what was to stay. */
  announced: readonly number[];
  kept: readonly number[];
  /** The repository afterwards; null when it could not be read. */
  after: Content | null;
};

const signalBase = 128;

const failed = (cause: Cause): Outcome => ({ kind: 'failed', cause, facts: {} });

/** A removal that did not begin, because something holds it or because other sessions would go than were announced. */
export const refusedRemoval = (held: Removal['held']): Outcome => failed(held === null ? 'removal-differs' : 'removal-held');

/**
 * What a removal came to, out of what stands in the repository afterwards: `ok` only when exactly the announced sessions are gone. Also says
 * which sessions are restore points no more: of one that was taken up, all that were announced, since their files go in no order.
 */
export function judgeRemoval(found: FoundRemoval): { outcome: Outcome; removed: readonly number[] } {
  const { code, begun, announced } = found;
  // What a killed tool has said may have been lost with it.
  const touched = begun || wasKilled(code) || announced.some((time) => !isThere(found, time));
  return { outcome: outcomeOf(found), removed: touched && code !== lockedExit ? announced : [] };
}

function outcomeOf(found: FoundRemoval): Outcome {
  const { code, cancelled, flooded, begun, announced, kept, after } = found;
  if (code === lockedExit) return { kind: 'busy', cause: 'writer', facts: {} };
  if (after && !kept.every((time) => isThere(found, time))) return failed('removal-lost');
  const clean = (code === 0 || code === 2) && after?.whole === true;
  const left = announced.filter((time) => isThere(found, time));
  // `No increment is older` is an answer as well, not a failure.
  if (clean && (left.length === 0 || (code === 2 && !begun && left.length === announced.length)))
    return { kind: 'ok', cause: null, facts: {} };
  if (flooded) return { kind: 'failed', cause: 'log-flood', facts: {} };
  if (cancelled) return { kind: 'cancelled', cause: 'by-user', facts: {} };
  if (wasKilled(code)) return { kind: 'interrupted', cause: 'killed', facts: code === null ? {} : { signal: code - signalBase } };
  return code === 0 || code === 2 ? failed('removal-incomplete') : failure(found);
}

const wasKilled = (code: number | null): boolean => code === null || code > signalBase;
/** What cannot be read is taken to be as it was. */
const isThere = ({ after }: FoundRemoval, time: number): boolean => after === null || after.sessions.includes(time);

function failure({ stream }: FoundRemoval): Outcome {
  const known = causeOf(stream.printed);
  const facts = { line: known?.line ?? stream.tail.at(-1) ?? '' };
  return known?.cause === 'writer' ? { kind: 'busy', cause: 'writer', facts } : { kind: 'failed', cause: known?.cause ?? 'unknown', facts };
}
