import type { MetadataFile } from '../../rdiff-backup/rdiff-backup.ts';
import { stillThere } from '../tables.ts';
import type { Source } from './merge.ts';

/** A session that may be asked about, by its number, and its metadata. */
export type Link = { number: number; metadata: MetadataFile | null };

/** The files to read, newest first, and the numbers of the sessions that they cannot tell of. */
export type Chain = { sources: Source[]; damaged: Set<number> };

/**
 * What has to be read to know sessions, which are given oldest first, `newer` being the metadata of those behind them that are no restore
 * points. A session is told of by the next snapshot at or after it and each difference from there down to it: where one is `broken` or not
 * there, so is every session down to the next older snapshot.
 */
export function chainOf(sessions: readonly Link[], newer: readonly MetadataFile[], broken: ReadonlySet<string>): Chain {
  const sources: Source[] = [];
  const damaged = new Set<number>();
  let isWhole = false;
  const take = (number: number, metadata: MetadataFile | null) => {
    const isThere = metadata !== null && !broken.has(metadata.file) && !isCutOff(metadata);
    isWhole = isThere && (isWhole || metadata.kind === 'snapshot');
    if (metadata && isWhole) sources.push({ number, kind: metadata.kind, file: metadata.file });
    return isWhole;
  };

  // At the very end of a session the one before it is a difference already, while the new one is no restore point yet.
  if (sessions.at(-1)?.metadata?.kind === 'diff') {
    const base = newer.findIndex(({ kind }) => kind === 'snapshot');
    for (const metadata of newer.slice(0, base + 1).reverse()) take(stillThere, metadata);
  }
  for (const { number, metadata } of sessions.toReversed()) {
    if (!take(number, metadata)) damaged.add(number);
  }
  return { sources, damaged };
}

/** Nothing is a whole packed file. */
const isCutOff = ({ file, size }: MetadataFile): boolean => size === 0 && file.endsWith('.gz');
