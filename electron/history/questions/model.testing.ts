import { bytesOf } from '../../contract/entry-path.ts';
import type { Difference, EntryState } from '../../contract/history.ts';
import { folded } from '../tables.ts';
import { sameState, type PlainSession } from './index.testing.ts';

/** The questions answered the long way, from whole listings. */
export function modelOf(all: readonly PlainSession[], gone: number) {
  const kept = all.slice(gone);
  const good = kept.filter(({ state }) => state === 'good');
  const newest = good.at(-1);
  const at = (session: number) => good.find(({ time }) => time === session)?.tree ?? new Map<string, EntryState>();
  const now = newest?.tree ?? new Map<string, EntryState>();

  function differenceOf(session: number, path: string): Difference | undefined {
    const [then, today] = [at(session).get(path), now.get(path)];
    if (!then) return today ? 'new' : undefined;
    if (!today) return 'gone';
    if (then.kind === 'folder' && today.kind === 'folder') {
      const inside = new Set([...children(at(session), path), ...children(now, path)]);
      return Array.from(inside).some((inner) => differenceOf(session, inner) !== 'same') ? 'changed' : 'same';
    }
    return isChanged(then, today) ? 'changed' : 'same';
  }

  const spansOf = (path: string) => {
    const spans: { state: EntryState; first: number; last: number; sessions: number; isNow: boolean }[] = [];
    let open = false;
    for (const { time, tree } of good) {
      const state = tree.get(path);
      const last = spans.at(-1);
      if (state && open && last && sameState(last.state, state)) Object.assign(last, { last: time, sessions: last.sessions + 1 });
      else if (state) spans.push({ state, first: time, last: time, sessions: 1, isNow: false });
      open = state !== undefined;
    }
    const last = spans.at(-1);
    if (last && open) last.isNow = true;
    return spans.reverse();
  };

  return {
    sessions: kept.map(({ time, state }) => ({ time, state })),
    at,
    good,
    spansOf,
    paths: Array.from(new Set(good.flatMap(({ tree }) => Array.from(tree.keys())))),
    folder: (session: number, path: string, later: boolean) => {
      const inside = new Set([...children(at(session), path), ...(later ? children(now, path) : [])]);
      return Array.from(inside, (inner) => ({
        name: inner.slice(inner.lastIndexOf('/') + 1),
        state: at(session).get(inner) ?? now.get(inner),
        differs: differenceOf(session, inner),
      }));
    },
    find: (fits: (name: string) => boolean, session: number | null) => {
      const places = session === null ? good : good.filter(({ time }) => time === session);
      const hits = new Map<string, unknown>();
      for (const { time, tree } of places) {
        for (const [path, state] of tree) {
          const name = folded(path.slice(path.lastIndexOf('/') + 1));
          if (fits(name)) hits.set(path, { path, state, lastSeen: time, isNow: now.has(path) });
        }
      }
      return hits;
    },
    changes: (from: number, to: number, path: string) => {
      const [older, newer] = [at(Math.min(from, to)), at(Math.max(from, to))];
      const paths = Array.from(new Set([...older.keys(), ...newer.keys()])).filter((one) => isWithin(one, path));
      return paths.sort(inPathOrder).flatMap((one) => {
        const [before, after] = [older.get(one) ?? null, newer.get(one) ?? null];
        const change = !before ? 'added' : !after ? 'removed' : isChanged(before, after) ? 'changed' : null;
        return change ? [{ path: one, change, before, after }] : [];
      });
    },
    totals: (session: number, asked: readonly string[]) => {
      const tree = at(session);
      const there = Array.from(tree).filter(([path]) => asked.some((one) => tree.has(one) && isWithin(path, one)));
      const count = (fits: (kind: string) => boolean) => there.filter(([, { kind }]) => fits(kind)).length;
      return {
        session,
        files: count((kind) => kind === 'file'),
        folders: count((kind) => kind === 'folder'),
        others: count((kind) => kind !== 'file' && kind !== 'folder'),
        bytes: there.reduce((sum, [, { kind, size }]) => sum + (kind === 'file' ? (size ?? 0) : 0), 0),
        missing: Array.from(new Set(asked)).filter((one) => !tree.has(one)),
      };
    },
  };
}

function isChanged(before: EntryState, after: EntryState): boolean {
  if (before.kind !== after.kind) return true;
  const keys: (keyof EntryState)[] = ['modified', 'mode', 'target', ...(before.kind === 'file' ? (['size', 'sha1'] as const) : [])];
  if (keys.some((key) => before[key] !== null && before[key] !== after[key])) return true;
  return before.kind !== 'link' && (before.user !== after.user || before.group !== after.group);
}

const isWithin = (path: string, top: string) => top === '' || path === top || path.startsWith(`${top}/`);

const children = (tree: ReadonlyMap<string, EntryState>, path: string) =>
  Array.from(tree.keys()).filter((one) => one !== '' && one.slice(0, Math.max(0, one.lastIndexOf('/'))) === path);

/** The order of rdiff-backup: by the bytes of one path component after the other. */
export function inPathOrder(one: string, other: string): number {
  const [left, right] = [one, other].map((path) => (path === '' ? [] : path.split('/').map((name) => Buffer.from(bytesOf(name)))));
  for (let at = 0; at < Math.min(left?.length ?? 0, right?.length ?? 0); at += 1) {
    const order = Buffer.compare(left?.[at] ?? Buffer.of(), right?.[at] ?? Buffer.of());
    if (order !== 0) return order;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}
