import type { EntryPath } from '../../contract/entry-path.ts';
import type { EntryState } from '../../contract/history.ts';
import { numberOf, sameState, type PlainSession } from '../questions/index.testing.ts';
import { inPathOrder } from '../questions/model.testing.ts';
import type { PlanSums } from './plan-order.ts';
import { latin1, type ReadRecord } from './plan.testing.ts';

const letters = { file: 'f', folder: 'd', link: 'l', device: 'c', fifo: 'p', socket: 's' } as const;
const isWithin = (path: string, top: string) => top === '' || path === top || path.startsWith(`${top}/`);

/** The plan of a restore made the long way, from the whole listings. `recorded`: the paths with attributes; `told`: what stands in a record of those that the session has recorded itself. */
export function planModel(
  sessions: readonly PlainSession[],
  time: number,
  paths: readonly EntryPath[],
  recorded: ReadonlySet<EntryPath>,
  told: ReadonlyMap<EntryPath, string> = new Map(),
) {
  const later = sessions.slice(sessions.findIndex((session) => session.time === time));
  const [session] = later;
  if (!session) throw new Error('no such session');
  const { tree } = session;
  /** Whether every session since has had the very same. */
  const isThereStill = (path: string) =>
    later.every(
      (one) =>
        sameState(one.tree.get(path), tree.get(path)) &&
        one.sharing?.get(path) === session.sharing?.get(path) &&
        one.devices?.get(path) === session.devices?.get(path),
    );

  const isChosen = (path: string) => paths.some((top) => tree.has(top) && isWithin(path, top));
  const isAbove = (path: string) => paths.some((top) => tree.has(top) && isWithin(top, path));
  const listed = [...tree].filter(([path]) => isChosen(path) || isAbove(path)).sort(([one], [other]) => inPathOrder(one, other));
  const records = listed.map(([path, state]) => recordOf(path, state));
  const chosen = listed.filter(([path]) => isChosen(path));

  function hashOf(path: string, { sha1, size }: EntryState): string {
    const key = session?.sharing?.get(path);
    if (sha1 !== null || key === undefined) return sha1 ?? '';
    const hashes = new Set(
      [...tree].flatMap(([other, state]) => (session?.sharing?.get(other) === key && state.size === size ? (state.sha1 ?? []) : [])),
    );
    return hashes.size === 1 ? ([...hashes][0] ?? '') : '';
  }

  function wayOf(path: string, state: EntryState): string {
    if (!isChosen(path)) return recorded.has(path) ? 'a' : 'u';
    if (recorded.has(path)) return 't';
    if (state.kind === 'device') return session?.devices?.has(path) === true ? '-' : 't';
    if (state.kind !== 'file') return '-';
    if (hashOf(path, state) === '') return 't';
    return later.at(-1)?.state === 'good' && isThereStill(path) ? 'm' : 'i';
  }

  function targetOf(path: string, { kind, target }: EntryState): string {
    if (kind === 'link') return latin1(target ?? '');
    return (kind === 'device' ? session?.devices?.get(path) : told.get(path)) ?? '';
  }

  function recordOf(path: string, state: EntryState): ReadRecord {
    const text = (value: string | number | null) => String(value ?? '');
    return {
      kind: letters[state.kind],
      path: latin1(path),
      size: text(state.size),
      sha1: hashOf(path, state),
      modified: text(state.modified),
      mode: text(state.mode),
      uid: text(numberOf(state.user)),
      gid: text(numberOf(state.group)),
      user: text(state.user),
      group: text(state.group),
      target: targetOf(path, state),
      links: session?.sharing?.get(path) ?? '',
      way: wayOf(path, state),
    };
  }

  const count = (fits: (state: EntryState, path: string) => boolean) => chosen.filter(([path, state]) => fits(state, path)).length;
  const byWay = (way: string) => records.filter((record) => record.way === way).length;
  const members = (of: readonly (readonly [string, EntryState])[], key: string) =>
    of.filter(([path]) => session.sharing?.get(path) === key).length;
  const twinsOf = (path: string) => {
    const [folder, form] = formOf(path);
    return listed.findIndex(([other]) => other !== '' && formOf(other)[0] === folder && formOf(other)[1] === form);
  };
  const sums: Omit<PlanSums, 'recorded'> = {
    entries: chosen.length,
    files: count(({ kind }) => kind === 'file'),
    folders: count(({ kind }) => kind === 'folder'),
    links: count(({ kind }) => kind === 'link'),
    devices: count(({ kind }) => kind === 'device'),
    special: count(({ kind, mode }) => kind === 'file' && ((mode ?? 0) & 0o6000) > 0),
    bytes: chosen.reduce((sum, [, { kind, size }]) => sum + (kind === 'file' ? (size ?? 0) : 0), 0),
    unrecorded: count((state, path) => state.kind === 'file' && hashOf(path, state) === ''),
    byWay: { m: byWay('m'), i: byWay('i'), t: byWay('t') },
    owners: new Set(chosen.map(([, { user, group }]) => `${String(numberOf(user))} ${String(numberOf(group))}`)).size,
    splitLinks: [...new Set(session.sharing?.values() ?? [])].filter(
      (key) => members(chosen, key) > 0 && members(chosen, key) < members([...tree], key),
    ).length,
    caseTwins: listed.filter(([path], at) => path !== '' && twinsOf(path) < at).length,
    unreadable: [],
    quoted: false,
    missing: [...new Set(paths)].filter((path) => !tree.has(path)),
  };
  return { records, sums };
}

const formOf = (path: string): [folder: string, form: string] => {
  const cut = path.lastIndexOf('/');
  return [
    path.slice(0, Math.max(0, cut)),
    path
      .slice(cut + 1)
      .normalize('NFD')
      .toLowerCase(),
  ];
};
