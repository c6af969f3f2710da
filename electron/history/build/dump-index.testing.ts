import type { IndexFile } from '../../platform/ports.ts';

/** One state of a path, whatever its numbers in the file. `since` and `until` are session times, `until` null while it is still there. */
export type DumpedVersion = {
  /** The path's bytes, one character each. */
  path: string;
  since: number;
  until: number | null;
  kind: number;
  size: number | null;
  modified: number | null;
  mode: number | null;
  owner: string | null;
  sha1: string | null;
  target: string | null;
  links: string | null;
};

/** Everything an index says of the sessions that can be asked about, in the order of paths and times: equal for equal repositories. */
export function dumpIndex(index: IndexFile): DumpedVersion[] {
  const sessions = index.prepare(`SELECT number, time FROM session WHERE state = 'good' ORDER BY number`).all();
  // A span may begin, or end, at a session that is not there any more.
  const timeFrom = (number: number) => sessions.find((session) => Number(session['number']) >= number)?.['time'];
  const paths = pathsOf(index);
  const owners = new Map(
    index
      .prepare('SELECT id, uid, gid, user, "group" FROM owner')
      .all()
      .map(({ id, ...owner }) => [Number(id), JSON.stringify(Object.values(owner))]),
  );
  const versions = index
    .prepare('SELECT * FROM version')
    .all()
    .map((row): DumpedVersion => {
      const { kind, size, modified, mode, links } = row as Pick<DumpedVersion, 'kind' | 'size' | 'modified' | 'mode' | 'links'>;
      const path = paths.get(Number(row['entry']));
      if (path === undefined) throw new Error(`a version of no entry: ${String(row['entry'])}`);
      return {
        path,
        since: Number(timeFrom(Number(row['since']))),
        until: (timeFrom(Number(row['until'])) as number | undefined) ?? null,
        kind,
        size,
        modified,
        mode,
        owner: row['owner'] === null ? null : (owners.get(Number(row['owner'])) ?? 'nobody'),
        sha1: hexOf(row['sha1']),
        target: row['target'] === null ? null : Buffer.from(row['target'] as Uint8Array).toString('latin1'),
        links,
      };
    });
  return versions.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.since - b.since));
}

const hexOf = (value: unknown): string | null => (value === null ? null : Buffer.from(value as Uint8Array).toString('hex'));

function pathsOf(index: IndexFile): Map<number, string> {
  const entries = new Map(
    index
      .prepare('SELECT id, folder, name FROM entry')
      .all()
      .map((row) => [Number(row['id']), row]),
  );
  const paths = new Map<number, string>([[1, '']]);
  const pathOf = (id: number): string => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const row = entries.get(id);
    if (!row) throw new Error(`an entry in no folder: ${String(id)}`);
    const folder = pathOf(Number(row['folder']));
    const name = Buffer.from(row['name'] as Uint8Array).toString('latin1');
    const path = folder === '' ? name : `${folder}/${name}`;
    paths.set(id, path);
    return path;
  };
  for (const id of entries.keys()) pathOf(id);
  return paths;
}
