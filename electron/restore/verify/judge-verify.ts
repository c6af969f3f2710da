import type { Facts } from '../../contract/failure.ts';
import type { Cause, Outcome, OutcomeKind } from '../../contract/outcome.ts';
import { nothingPlaced, type Damaged, type RestoreReport } from '../../contract/restore.ts';
import { causeOf, isHarmless, saysDamage, type ErrorStream, type Verification } from '../../rdiff-backup/rdiff-backup.ts';

/** Everything that the outcome of a verification rests on. Sizes in bytes, times in ms. */
export type FoundVerify = {
  session: number;
  code: number | null;
  cancelled: boolean;
  flooded: boolean;
  /** It was ended because nothing came any more. */
  stalled: boolean;
  said: Verification;
  stream: ErrorStream;
  /** What the session has; null where only rdiff-backup can read the repository. */
  of: { files: number; bytes: number } | null;
  /** The first hundred damaged files, the one that it stopped at among them. */
  damaged: Damaged[];
  ms: number;
  copyMs: number;
};

const signalBase = 128;

const outcome = (kind: OutcomeKind, cause: Cause | null = null, facts: Facts = {}): Outcome => ({ kind, cause, facts });

/** Whether it ended because of the file that it had come to: rdiff-backup 2.2 stops at one that is broken, and may go on for ever over one that is lost. */
export const stoppedAtFile = ({
  code,
  cancelled,
  flooded,
  stalled,
  stream,
}: Omit<FoundVerify, 'damaged' | 'of' | 'ms' | 'copyMs'>): boolean =>
  !flooded && (stalled || (!cancelled && code !== null && (code & 1) !== 0 && code < signalBase && saysDamage(stream.printed)));

/**
 * What a verification came to: `ok` only when every file of the session was read and has the recorded digest. Files without a digest and
 * damaged ones are told with their number.
 */
export function judgeVerify(found: FoundVerify): { outcome: Outcome; report: RestoreReport } {
  const { said, of, damaged } = found;
  const damagedCount = said.wrongCount + (stoppedAtFile(found) ? 1 : 0);
  const report: RestoreReport = {
    session: found.session,
    to: null,
    path: null,
    entries: of?.files ?? 0,
    bytes: of?.bytes ?? 0,
    verified: said.verified,
    ofFiles: of?.files ?? said.verified + said.unrecorded + damagedCount,
    unrecorded: said.unrecorded,
    damaged,
    damagedCount,
    ...nothingPlaced,
    byWay: { mirror: 0, increments: 0, tool: said.verified },
    aside: null,
    undo: 'none',
    ms: found.ms,
    copyMs: found.copyMs,
    wholeMs: null,
    sessions: null,
  };
  return { outcome: outcomeOf(found, damagedCount), report };
}

function outcomeOf(found: FoundVerify, damagedCount: number): Outcome {
  const { code, cancelled, flooded, said, stream, of, damaged } = found;
  if (flooded) return outcome('failed', 'log-flood');
  if (cancelled && !(said.clean && code === 0)) return outcome('cancelled', 'by-user');
  if (damagedCount > 0) return outcome('incomplete', 'files-damaged', { count: damagedCount, path: damaged[0]?.path ?? '' });
  if (code === null || code > signalBase) return outcome('interrupted', 'killed', code === null ? {} : { signal: code - signalBase });
  const unexplained = stream.warnings.find((line) => !isHarmless(line) && !line.startsWith('WARNING: Cannot find SHA1 digest'));
  if (code !== 0) {
    const known = causeOf(stream.printed);
    const line = known?.line ?? unexplained ?? stream.tail.at(-1) ?? '';
    return known?.cause === 'writer' ? outcome('busy', 'writer', { line }) : outcome('failed', known?.cause ?? 'unknown', { line, code });
  }
  // A repository with an interrupted session is read in part, and called good.
  if (unexplained !== undefined) return outcome('incomplete', 'warnings', { line: unexplained });
  if (!said.clean || (of && said.verified + said.unrecorded !== of.files))
    return outcome('failed', 'unknown', { line: `rdiff-backup verify: ${said.verified + said.unrecorded} / ${of?.files ?? '?'}`, code });
  return said.unrecorded > 0 ? outcome('incomplete', 'files-unrecorded', { count: said.unrecorded }) : outcome('ok');
}
