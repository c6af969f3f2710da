import { Refusal } from '../../contract/failure.ts';
import type { EntryState } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { createLinkGroups } from '../plan/link-groups.ts';
import { kindCodes } from '../tables.ts';
import type { Paths } from './paths.ts';
import { versionAt } from './state.ts';
import { timeAt, type Span, type Spans } from './versions.ts';
import type { View } from './view.ts';

/** `notVersions`: sessions whose version of the path is known to be no good either. `most`: how many are wanted on each side. */
export type OthersInput = { path: string; session: number; notVersions: readonly number[]; most: number };
/**
 * A version by the session that is the nearest of those that have it. `sha1`: what is recorded of a file. `alike`: it holds the same as one
 * that is no good, and is so itself unless it was read.
 */
export type OtherVersion = { session: number; older: boolean; size: number | null; sha1: string | null; alike: boolean };

/**
 * The other versions of a path that are of the kind of the one at a session: the older ones, each by the last session that has it, then the
 * newer ones, by the first; the nearest ones first. Refuses with `unknown-path`.
 */
export function othersQuestion(index: IndexFile, paths: Paths, spans: Spans) {
  const linked = index.prepare(`SELECT v.links FROM version v WHERE ${versionAt('v', '?1', '?2')} AND v.kind = ${String(kindCodes.file)}`);

  /** The digest, which rdiff-backup records for one name only of a file with several. */
  function sha1Of(view: View, entry: number, state: EntryState, place: number): string | null {
    const number = view.good[place]?.number ?? 0;
    const links = (state.sha1 === null && linked.get(entry, number)?.['links']) as string | null | undefined | false;
    return links ? createLinkGroups(index, number).hashOf(links, state.size) : state.sha1;
  }

  return (view: View, { path, session, notVersions, most }: OthersInput): OtherVersion[] => {
    const entry = paths.entryOf(view, path);
    const all = spans(view, entry);
    const spanAt = (time: number): Span | undefined => {
      const place = view.goodBefore(view.numberOf(time));
      return all.find(({ from, to }) => from <= place && place < to);
    };
    const now = spanAt(session);
    if (!now) throw new Refusal('unknown-path', { path });
    const known = new Set(view.good.map(({ time }) => time));
    const bad = [now, ...notVersions.filter((time) => known.has(time)).flatMap((time) => spanAt(time) ?? [])];
    const others = all.filter((span) => span.state.kind === now.state.kind && !bad.includes(span));
    const told = ({ state, from, to }: Span, older: boolean): OtherVersion => {
      const place = older ? to - 1 : from;
      const alike = bad.some((other) => holdsSame(state, other.state));
      return { session: timeAt(view, place), older, size: state.size, sha1: sha1Of(view, entry, state, place), alike };
    };
    const older = others.filter(({ to }) => to <= now.from).slice(-most);
    const newer = others.filter(({ from }) => from >= now.to).slice(0, most);
    return [...older.reverse().map((span) => told(span, true)), ...newer.map((span) => told(span, false))];
  };
}

function holdsSame(one: EntryState, other: EntryState): boolean {
  if (one.kind !== 'file') return one.target === other.target;
  return one.size === other.size && (one.sha1 === null || other.sha1 === null ? one.modified === other.modified : one.sha1 === other.sha1);
}
