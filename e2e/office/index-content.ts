import { DatabaseSync } from 'node:sqlite';

/** One state of a path. Bytes stand as latin1, the SHA-1 as hex. */
export type IndexedState = {
  kind: number;
  size: number | null;
  modified: number | null;
  mode: number | null;
  owner: string | null;
  sha1: string | null;
  target: string | null;
  links: string | null;
};

/** All that an index file says, with sessions by their times instead of their numbers. */
export type IndexContent = {
  sessions: Record<string, unknown>[];
  times: number[];
  /** Times of the sessions that can be asked about. */
  good: number[];
  /** One line for each version: the path, its first and last session, its state. In one order. */
  rows: string[];
  /** The entries of a session by path, the root being `.`. */
  at(time: number): Map<string, IndexedState>;
  versions: number;
};

/** Sessions are called otherwise in each index, and what their files looked like when they were read tells nothing of the past. */
const noContent = new Set(['number', 'file', 'size', 'modified', 'proof']);

type Version = { entry: number; since: number; until: number; state: IndexedState };

/** Reads an index by its tables, not by the program's own questions. */
export function readIndex(file: string): IndexContent {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const found = database.prepare('SELECT * FROM session ORDER BY number').all();
    const numbers = found.map((row) => Number(row['number']));
    const times = found.map(({ time }) => Number(time));
    const sessions = found.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !noContent.has(column))));
    const paths = pathsOf(database);
    const versions = versionsOf(database);
    const covered = ({ since, until }: Version) => times.filter((_, at) => since <= Number(numbers[at]) && Number(numbers[at]) < until);
    const line = (version: Version) => {
      const span = covered(version);
      return JSON.stringify([paths.get(version.entry) ?? 'no entry', span[0] ?? 'no session', span.at(-1), version.state]);
    };
    return {
      sessions,
      times,
      good: times.filter((_, at) => sessions[at]?.['state'] === 'good'),
      rows: versions.map(line).sort(),
      at(time) {
        const number = numbers[times.indexOf(time)];
        if (number === undefined) throw new Error(`the index has no session at ${String(time)}`);
        const there = versions.filter(({ since, until }) => since <= number && number < until);
        return new Map(there.map(({ entry, state }) => [paths.get(entry) ?? 'no entry', state]));
      },
      versions: versions.length,
    };
  } finally {
    database.close();
  }
}

function pathsOf(database: DatabaseSync): Map<number, string> {
  const entries = new Map(
    database
      .prepare('SELECT id, folder, name FROM entry')
      .all()
      .map(({ id, folder, name }) => [Number(id), { folder: Number(folder), name: bytes(name) ?? '' }]),
  );
  const pathOf = (id: number): string => {
    const entry = entries.get(id);
    if (!entry) return 'no folder';
    if (entry.folder === 0) return '.';
    const folder = pathOf(entry.folder);
    return folder === '.' ? entry.name : `${folder}/${entry.name}`;
  };
  return new Map(Array.from(entries.keys(), (id) => [id, pathOf(id)]));
}

function versionsOf(database: DatabaseSync): Version[] {
  const owners = new Map(
    database
      .prepare('SELECT * FROM owner')
      .all()
      .map((row) => [row['id'], [row['uid'], row['gid'], row['user'], row['group']].join(':')]),
  );
  return database
    .prepare('SELECT * FROM version')
    .all()
    .map((row) => ({
      entry: Number(row['entry']),
      since: Number(row['since']),
      until: Number(row['until']),
      state: {
        kind: Number(row['kind']),
        size: number(row['size']),
        modified: number(row['modified']),
        mode: number(row['mode']),
        owner: owners.get(row['owner'] ?? null) ?? null,
        sha1: row['sha1'] instanceof Uint8Array ? Buffer.from(row['sha1']).toString('hex') : null,
        target: bytes(row['target']),
        links: row['links'] === null ? null : String(row['links']),
      },
    }));
}

const number = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
const bytes = (value: unknown): string | null => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : null);
