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
export type PlainSession = { time: number; state: SessionState; tree: Tree };

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

/** An index that holds these sessions, oldest first, of which retention has taken the first `gone` away. */
export function indexOf(sessions: readonly PlainSession[], gone = 0): IndexFile {
  const index = openEmpty();
  const owners = new Map<string, number>();
  const ids = new Map<string, number>();
  index.exec('BEGIN');
  sessions.forEach(({ time, state }, at) => {
    if (at >= gone) index.prepare('INSERT INTO session (number, time, state) VALUES (?, ?, ?)').run(at + 1, time, state);
  });
  for (const path of allPaths(sessions)) addEntry(index, sessions, gone, path, ids, owners);
  index.exec('COMMIT');
  index.exec(indexes);
  return index;
}

/** Its file has no name any more: it is gone as soon as it is closed. */
function openEmpty(): IndexFile {
  const place = mkdtempSync(join(tmpdir(), 'modosu-'));
  const index = openIndexFile(join(place, 'index.db'));
  index.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
  index.exec(tables);
  rmSync(place, { recursive: true });
  return index;
}

function addEntry(
  index: IndexFile,
  sessions: readonly PlainSession[],
  gone: number,
  path: string,
  ids: Map<string, number>,
  owners: Map<string, number>,
): void {
  const spans: { since: number; until: number; state: EntryState }[] = [];
  sessions.forEach(({ tree }, at) => {
    const state = tree.get(path);
    const last = spans.at(-1);
    if (state === undefined) return;
    if (last?.until === at + 1 && sameState(last.state, state)) last.until = at + 2;
    else spans.push({ since: at + 1, until: at + 2, state });
  });
  const kept = spans.filter(({ until }) => until > gone + 1);
  if (kept.length === 0) return;
  const cut = path.lastIndexOf('/');
  const name = path.slice(cut + 1);
  const id = ids.size + 1;
  ids.set(path, id);
  const above = path === '' ? 0 : (ids.get(cut < 0 ? '' : path.slice(0, cut)) ?? -1);
  index.prepare('INSERT INTO entry VALUES (?, ?, ?)').run(id, above, bytesOf(name));
  index.prepare('INSERT INTO name (rowid, text) VALUES (?, ?)').run(id, folded(name));
  for (const { since, until, state } of kept) {
    const { kind, size, modified, mode, user, group, target, sha1 } = state;
    const owner = ownerOf(index, owners, user, group);
    const open = until > sessions.length ? stillThere : until;
    index
      .prepare('INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        since,
        open,
        kindCodes[kind],
        size,
        modified,
        mode,
        owner,
        sha1 === null ? null : Buffer.from(sha1, 'hex'),
        target === null ? null : bytesOf(target),
      );
  }
}

function ownerOf(index: IndexFile, owners: Map<string, number>, user: string | null, group: string | null): number {
  const key = JSON.stringify([user, group]);
  const known = owners.get(key);
  if (known !== undefined) return known;
  const id = owners.size + 1;
  owners.set(key, id);
  index.prepare('INSERT INTO owner VALUES (?, ?, ?, ?, ?)').run(id, numberOf(user), numberOf(group), user, group);
  return id;
}

/** The numbers of the names that the tests use. */
const numberOf = (name: string | null) => (name === null ? null : name.length * 1000);
