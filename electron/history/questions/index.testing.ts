import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from '../../contract/entry-path.ts';
import type { EntryState, SessionState } from '../../contract/history.ts';
import { openIndexFile } from '../../platform/index-file.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { folded, indexes, kindCodes, stillThere, tables } from '../tables.ts';

/** What a session has: each path with its state. The source itself is the empty path. */
export type Tree = ReadonlyMap<string, EntryState>;
/** `sharing`: what names of one file have in common. `devices`: the numbers of devices. */
export type PlainSession = {
  time: number;
  state: SessionState;
  tree: Tree;
  sharing?: ReadonlyMap<string, string>;
  devices?: ReadonlyMap<string, string>;
};

const plain: EntryState = { kind: 'file', size: 1, modified: 100, mode: 0o644, user: 'root', group: 'root', target: null, sha1: null };
export const file = (size = 1, more: Partial<EntryState> = {}): EntryState => ({ ...plain, size, ...more });
export const folder = (more: Partial<EntryState> = {}): EntryState => ({ ...plain, kind: 'folder', size: null, mode: 0o755, ...more });
export const link = (target: string): EntryState => ({ ...plain, kind: 'link', size: null, modified: null, mode: 0o777, target });

/** A tree from paths; folders above them, and the source itself, come of themselves. */
export function treeOf(entries: Record<string, EntryState>): Tree {
  const tree = new Map<string, EntryState>([['', folder()]]);
  for (const [path, state] of Object.entries(entries)) {
    const names = path.split('/');
    for (let depth = 1; depth < names.length; depth += 1) {
      const above = names.slice(0, depth).join('/');
      if (!tree.has(above)) tree.set(above, folder());
    }
    tree.set(path, state);
  }
  return tree;
}

export const sameState = (one: EntryState | undefined, other: EntryState | undefined) => JSON.stringify(one) === JSON.stringify(other);

/** The paths of all sessions, folders before what is in them. */
export const allPaths = (sessions: readonly PlainSession[]): string[] =>
  Array.from(new Set(sessions.flatMap(({ tree }) => Array.from(tree.keys())))).sort((one, other) => depthOf(one) - depthOf(other));
const depthOf = (path: string) => (path === '' ? 0 : path.split('/').length);

/** An index that holds these sessions, oldest first, of which retention has taken the first `gone` away. It is gone when it is closed. */
export function indexOf(sessions: readonly PlainSession[], gone = 0): IndexFile {
  const place = mkdtempSync(join(tmpdir(), 'modosu-'));
  const index = fillIndex(join(place, 'index.db'), sessions, gone);
  rmSync(place, { recursive: true });
  return index;
}

export function fillIndex(path: string, sessions: readonly PlainSession[], gone = 0): IndexFile {
  const index = openIndexFile(path);
  index.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
  index.exec(tables);
  const session = index.prepare('INSERT INTO session (number, time, state) VALUES (?, ?, ?)');
  index.exec('BEGIN');
  for (const [at, { time, state }] of sessions.entries()) if (at >= gone) session.run(at + 1, time, state);
  addEntries(index, sessions, gone);
  index.exec('COMMIT');
  index.exec(indexes);
  return index;
}

function addEntries(index: IndexFile, sessions: readonly PlainSession[], gone: number): void {
  const entry = index.prepare('INSERT INTO entry VALUES (?, ?, ?)');
  const text = index.prepare('INSERT INTO name (rowid, text) VALUES (?, ?)');
  const version = index.prepare('INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const ids = new Map<string, number>();
  const ownerOf = ownersOf(index);
  for (const path of allPaths(sessions)) {
    const spans = spansOf(sessions, path).filter(({ until }) => until > gone + 1);
    if (spans.length === 0) continue;
    const cut = path.lastIndexOf('/');
    const id = ids.size + 1;
    ids.set(path, id);
    entry.run(id, path === '' ? 0 : (ids.get(cut < 0 ? '' : path.slice(0, cut)) ?? -1), bytesOf(path.slice(cut + 1)));
    text.run(id, folded(path.slice(cut + 1)));
    for (const { since, until, state, links, device } of spans) {
      const { kind, size, modified, mode, user, group, target, sha1 } = state;
      const digest = sha1 === null ? null : Buffer.from(sha1, 'hex');
      const end = until > sessions.length ? stillThere : until;
      const owner = ownerOf(user, group);
      const place = target ?? device;
      version.run(id, since, end, kindCodes[kind], size, modified, mode, owner, digest, place === null ? null : bytesOf(place), links);
    }
  }
}

function spansOf(sessions: readonly PlainSession[], path: string) {
  const spans: { since: number; until: number; state: EntryState; links: string | null; device: string | null }[] = [];
  for (const [at, { tree, sharing, devices }] of sessions.entries()) {
    const state = tree.get(path);
    const last = spans.at(-1);
    if (state === undefined) continue;
    const more = { links: sharing?.get(path) ?? null, device: devices?.get(path) ?? null };
    const isSame = last?.until === at + 1 && sameState(last.state, state) && last.links === more.links && last.device === more.device;
    if (isSame) last.until = at + 2;
    else spans.push({ since: at + 1, until: at + 2, state, ...more });
  }
  return spans;
}

function ownersOf(index: IndexFile): (user: string | null, group: string | null) => number {
  const known = new Map<string, number>();
  const add = index.prepare('INSERT INTO owner VALUES (?, ?, ?, ?, ?)');
  return (user, group) => {
    const key = JSON.stringify([user, group]);
    const id = known.get(key) ?? known.size + 1;
    if (!known.has(key)) add.run(id, numberOf(user), numberOf(group), user, group);
    known.set(key, id);
    return id;
  };
}

/** The number of a user or group in these indexes. */
export const numberOf = (name: string | null) => (name === null ? null : name.length * 1000);
