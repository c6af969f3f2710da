import { Refusal } from '../../contract/failure.ts';
import type { EntryState, PathVersion } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import type { Paths } from './paths.ts';
import { looksSame, stateColumns, stateOf, versionAt, type StateRow } from './state.ts';
import type { View } from './view.ts';

export type VersionsInput = { path: string; offset: number; limit: number };

/** A state and the good sessions that have it, as places in `view.good`: `from <= place < to`. */
export type Span = { state: EntryState; from: number; to: number };

export type Spans = (view: View, entry: number) => Span[];

/**
 * All that an entry was, oldest first. What looks the same in sessions that follow each other is one span; what only sessions had that
 * are gone or damaged is none.
 */
export function createSpans(index: IndexFile): Spans {
  const all = index.prepare(`SELECT since, until, ${stateColumns('v')} FROM version v WHERE entry = ? ORDER BY since`);
  return (view, entry) => {
    const spans: Span[] = [];
    for (const row of all.all(entry) as (StateRow & { since: number; until: number })[]) {
      const from = view.goodBefore(row.since);
      const to = view.goodBefore(row.until);
      if (from === to) continue;
      const state = stateOf(row, view.owners);
      const last = spans.at(-1);
      if (last?.to === from && looksSame(last.state, state)) last.to = to;
      else spans.push({ state, from, to });
    }
    return spans;
  };
}

export function versionQuestions(index: IndexFile, paths: Paths, spans: Spans) {
  const at = index.prepare(`SELECT ${stateColumns('v')} FROM version v WHERE ${versionAt('v', '?1', '?2')}`);
  return {
    /** Newest first. Refuses with `unknown-path`. */
    versionsOf: (view: View, { path, offset, limit }: VersionsInput): { total: number; versions: PathVersion[] } => {
      const found = spans(view, paths.entryOf(view, path)).reverse();
      if (found.length === 0) throw new Refusal('unknown-path', { path });
      return { total: found.length, versions: found.slice(offset, offset + limit).map((span) => versionOf(view, span)) };
    },
    /** Refuses with `unknown-path`. */
    entryAt: (view: View, { session, path }: { session: number; path: string }): EntryState => {
      const number = view.numberOf(session);
      const row = at.get(paths.entryOf(view, path), number) as StateRow | undefined;
      if (row === undefined) throw new Refusal('unknown-path', { path });
      return stateOf(row, view.owners);
    },
  };
}

export const timeAt = (view: View, place: number): number => view.good[place]?.time ?? NaN;

const versionOf = (view: View, { state, from, to }: Span): PathVersion => ({
  state,
  first: timeAt(view, from),
  last: timeAt(view, to - 1),
  sessions: to - from,
  isNow: to === view.good.length,
});
