import type { Files, IndexFile } from '../../platform/ports.ts';
import { atOnce, createViews, type View } from '../questions/view.ts';
import { kindCodes, rootEntry } from '../tables.ts';
import { bytesAsText } from './choice.ts';
import { createLinkGroups, type LinkGroups } from './link-groups.ts';

type Tools = { files: Files; open: (path: string, options: { readOnly: true }) => IndexFile };

/** `file`: the index. `into`: the file that the states are written to. */
export type VersionsOrder = { file: string; into: string };

/** What all older states come to. `paths` have one at least; `sessions` can be asked about, `damaged` (their times) cannot. Bytes as recorded. */
export type VersionSums = { states: number; paths: number; bytes: number; sessions: number; damaged: number[] };

type Row = {
  id: number;
  name: Uint8Array;
  since: number;
  until: number;
  kind: number;
  size: number | null;
  sha1: string | null;
  links: string | null;
};

const pieceLength = 1024 * 1024;

/**
 * Writes down every state of every file that the newest session does not have any more: records of path, the newest session that has it,
 * size and digest, each field ended by a zero byte, those of one path together and the newest first.
 */
export async function writeVersions({ files, open }: Tools, { file, into }: VersionsOrder): Promise<VersionSums> {
  const index = open(file, { readOnly: true });
  try {
    index.exec('PRAGMA cache_size = -16384; BEGIN');
    const view = atOnce(index, createViews(index));
    const damaged = view.sessions.filter(({ state }) => state === 'damaged').map(({ time }) => time);
    const sums: VersionSums = { states: 0, paths: 0, bytes: 0, sessions: view.good.length, damaged };
    await files.write(into, '');
    let text = '';
    let last = '';
    for (const { path, session, size, sha1 } of olderStates(index, view)) {
      text += `${path}\0${String(session)}\0${size === null ? '' : String(size)}\0${sha1 ?? ''}\0`;
      sums.states += 1;
      sums.bytes += size ?? 0;
      if (path !== last) sums.paths += 1;
      last = path;
      if (text.length < pieceLength) continue;
      await files.append(into, Buffer.from(text, 'latin1'));
      text = '';
    }
    await files.append(into, Buffer.from(text, 'latin1'));
    return sums;
  } finally {
    index.close();
  }
}

type OlderState = { path: string; session: number; size: number | null; sha1: string | null };

/** Folder by folder, since what lies in one is read together. */
function* olderStates(index: IndexFile, view: View): Generator<OlderState> {
  const inside = index.prepare(`
    SELECT e.id, e.name, v.since, v.until, v.kind, v.size, CASE WHEN v.sha1 IS NOT NULL THEN lower(hex(v.sha1)) END AS sha1, v.links
    FROM entry e CROSS JOIN version v ON v.entry = e.id WHERE e.folder = ? ORDER BY e.name, v.since DESC`);
  const hashOf = groupHashes(index, view);
  const folders = [{ id: rootEntry, path: '' }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    const below = new Map<number, string>();
    for (const row of inside.iterate(folder.id) as Iterable<Row>) {
      const name = bytesAsText(row.name);
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      if (row.kind === kindCodes.folder) below.set(row.id, path);
      const end = view.goodBefore(row.until);
      if (row.kind !== kindCodes.file || end === view.good.length || end === view.goodBefore(row.since)) continue;
      const newest = view.good[end - 1];
      if (newest) yield { path, session: newest.time, size: row.size, sha1: row.sha1 ?? hashOf(row, newest.number) };
    }
    for (const [id, path] of below) folders.push({ id, path });
  }
}

const mostSessions = 16;

/** The digest that is recorded for another name of the same file. */
function groupHashes(index: IndexFile, view: View): (row: Pick<Row, 'links' | 'size'>, session: number) => string | null {
  const groups = new Map<number, LinkGroups>();
  return ({ links, size }, session) => {
    if (links === null) return null;
    const known = groups.get(session) ?? createLinkGroups(index, session);
    if (!groups.has(session)) {
      if (groups.size >= mostSessions && groups.size < view.sessions.length) groups.clear();
      groups.set(session, known);
    }
    return known.hashOf(links, size);
  };
}
