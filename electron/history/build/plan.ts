import { unseenProof, type SessionFiles } from '../../rdiff-backup/rdiff-backup.ts';
import { isSameMetadata, type Known, type KnownSession } from './session-rows.ts';

/** A session that is in the index and in the repository. */
export type Common = { known: KnownSession; files: SessionFiles };

/** What parts an index from its repository. Sessions went at its old end, and at its new end; others came at the new end. */
export type Parting = {
  trimmed: KnownSession[];
  common: Common[];
  takenBack: KnownSession[];
  added: SessionFiles[];
  /** The newest common session's metadata is another file than the one that was read: a difference now, or a snapshot again. */
  isRewritten: boolean;
  /** The statistics of a common session have changed, or came later than its metadata. */
  isRetold: boolean;
};

/**
 * Compares an index with the sessions of its repository, oldest first. Undefined when they do not belong together, or when the repository
 * has changed in a way that a backup, a removal and a regress do not.
 */
export function partingOf({ sessions }: Known, found: readonly SessionFiles[]): Parting | undefined {
  const byTime = new Map(found.map((files) => [files.time, files]));
  const isGone = ({ time }: KnownSession) => !byTime.has(time);
  const first = sessions.findIndex((session) => !isGone(session));
  const last = sessions.findLastIndex((session) => !isGone(session));
  if (first < 0) return undefined;
  const kept = sessions.slice(first, last + 1);
  const common = kept
    .map((known, at) => ({ known, files: found[at] }))
    .filter((pair): pair is Common => pair.files?.time === pair.known.time);
  const newest = common.at(-1);
  if (common.length !== kept.length || !newest) return undefined;

  const parting = {
    trimmed: sessions.slice(0, first),
    common,
    takenBack: sessions.slice(last + 1),
    added: found.slice(common.length),
    isRewritten: !isSameMetadata(newest.known, newest.files.metadata),
    isRetold: common.some(isToldAnew),
  };
  if (common.slice(0, -1).some(({ known, files }) => !isSameMetadata(known, files.metadata))) return undefined;
  if (parting.isRewritten && (isToldAnew(newest) || newest.files.metadata === null)) return undefined;
  // What follows on a damaged session cannot be told by going on from it.
  const isTouched = parting.isRewritten || parting.takenBack.length > 0 || parting.added.length > 0;
  return newest.known.isDamaged && isTouched ? undefined : parting;
}

/** True when the statistics of a session are not those that were read. */
export const isToldAnew = ({ known, files }: Common): boolean =>
  files.proof === unseenProof ? known.proof === null : known.proof !== files.proof;
