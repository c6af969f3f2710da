import type { Facts } from '../contract/failure.ts';
import type { Cause, Outcome, OutcomeKind } from '../contract/outcome.ts';
import type { Session } from '../contract/run.ts';
import { causeOf, isHarmless, type ErrorStream } from '../rdiff-backup/rdiff-backup.ts';

/** flock(1) ends with this when another process holds the repository. */
export const lockedExit = 75;
/** With this one when the folder is gone (EX_NOINPUT): whoever made it, and came second, has taken it away again. */
const lockGoneExit = 66;

/** Everything that an outcome rests on. Times in epoch seconds. */
export type Found = {
  code: number | null;
  cancelled: boolean;
  flooded: boolean;
  /** An interrupted session was taken back before this backup. */
  regressed: boolean;
  /** The statistics of the session that this run made; undefined when there are none. */
  session: Session | undefined;
  /** The repository's markers afterwards; null when they could not be read. */
  markers: number[] | null;
  deadEnd: boolean;
  startedAt: number;
  stream: ErrorStream;
  /** The last session that needed no attention; before the first such one, the session that was there before this job. */
  previous: Session | null;
};

const signalBase = 128;
const shrunkBelow = 0.5;
const shrunkFrom = 10;

const outcome = (kind: OutcomeKind, cause: Cause | null = null, facts: Facts = {}): Outcome => ({ kind, cause, facts });

/**
 * The truth table (reliability chapter 6): one outcome out of the evidence. Green needs every proof at once: a clean exit, a session
 * of this run with whole statistics, one marker that is this session, no file left out, no warning that is not explained.
 */
export function judge(found: Found): Outcome {
  const { code, cancelled, flooded, stream } = found;
  if (flooded) return outcome('failed', 'log-flood');
  if (code === lockedExit || (code === lockGoneExit && stream.tail.some((line) => line.startsWith('flock: cannot open lock file'))))
    return outcome('busy', 'writer');
  const done = isComplete(found);
  if (cancelled && !(done && code === 0)) return outcome('cancelled', 'by-user');
  if (code === null || code > signalBase) return outcome('interrupted', 'killed', code === null ? {} : { signal: code - signalBase });
  if (code > 15 || (code & 1) !== 0) return failure(found);
  if (!done) return outcome('failed', found.session ? 'no-session' : 'no-statistics');
  const unexplained = stream.warnings.find((line) => !isHarmless(line));
  const notSaved = Math.max(stream.notSavedCount, found.session?.errors ?? 0);
  if (notSaved > 0) return outcome('incomplete', 'files-not-saved', { count: notSaved, first: stream.notSaved[0]?.path ?? '' });
  if (unexplained !== undefined) return outcome('incomplete', 'warnings', { line: unexplained });
  // Bits 4 and 8 are about files (rdiff-backup.md, chapter 2): something was left out, whatever was said of it.
  if ((code !== 0 && stream.warnings.length === 0) || (code & ~2) !== 0)
    return outcome('incomplete', 'warnings', { line: `exit ${String(code)}` });
  return suspicion(found) ?? outcome(found.regressed || wasRegressed(stream) ? 'recovered' : 'ok');
}

/** A session of this run, with its statistics, and the repository agrees that it is the newest. */
function isComplete({ session, markers, startedAt }: Found): boolean {
  if (!session || session.time < startedAt) return false;
  return markers?.length === 1 && markers[0] === session.time;
}

const wasRegressed = (stream: ErrorStream) => stream.warnings.some((line) => line.includes('regressing destination now'));

function failure({ code, stream, deadEnd, markers }: Found): Outcome {
  if (code === 127 || code === 126) return outcome('failed', 'not-started', { line: stream.tail.at(-1) ?? '' });
  const known = causeOf(stream.printed);
  const facts = { line: known?.line ?? stream.tail.at(-1) ?? '' };
  if (known?.cause === 'writer') return outcome('busy', 'writer', facts);
  // The tool's sentence names two causes at once; the markers tell which.
  if (known?.cause === 'dead-end')
    return deadEnd || markers === null ? outcome('stuck', 'dead-end', facts) : outcome('failed', 'clock', facts);
  if (known) return outcome('failed', known.cause, facts);
  if (stream.printed.includes('robust.SignalException')) return outcome('interrupted', 'killed', facts);
  return outcome('failed', 'unknown', { ...facts, code: code ?? -1 });
}

function suspicion({ session, previous }: Found): Outcome | undefined {
  if (!session) return undefined;
  if (session.bytes === 0 && (!previous || previous.bytes > 0))
    return outcome('suspicious', previous ? 'source-empty' : 'nothing-saved', { before: previous?.files ?? 0 });
  if (previous && previous.files >= shrunkFrom && session.files < previous.files * shrunkBelow)
    return outcome('suspicious', 'source-shrunk', { before: previous.files, after: session.files });
  return undefined;
}
