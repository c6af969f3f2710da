import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGzip, gzipSync, type Gzip } from 'node:zlib';
import { statisticsOf, type Counts } from './synthetic-repository-statistics.ts';
import {
  livesIn,
  syntheticFolders,
  type SyntheticEntry,
  type SyntheticFolder,
  type SyntheticVersion,
} from './synthetic-repository-tree.ts';

export type SyntheticOptions = {
  /** Where the repository is to be; made when absent. */
  repository: string;
  files: number;
  sessions: number;
  /** Of the files, how many are another in each session, 0..1. */
  share?: number | undefined;
  seed?: number | undefined;
  /** Epoch seconds of the first session. */
  firstTime?: number | undefined;
  stepSeconds?: number | undefined;
};

// As the tool does it: never more than eight differences one after another.
const snapshotEvery = 9;
const streamFrom = 512 * 1024;
// The tool's own files are packed a little better, and are read as fast.
const level = 4;

/**
 * Writes the records of a repository of any size in no time: metadata, statistics, error logs and the marker, all as rdiff-backup 2.2.2 would
 * leave them, so that the tool lists and compares it. What the records speak of is not there: the mirror is empty, there are no increments,
 * no file statistics, no ACLs and no extended attributes, so nothing can be restored, verified, regressed or backed up further.
 */
export const writeSyntheticRepository = (options: SyntheticOptions): Promise<SyntheticRepository> => write(options, 1);

/** Does to such a repository what one more session would do to its records; `sessions` is how many it has before. */
export async function addSyntheticSession(options: SyntheticOptions): Promise<SyntheticRepository> {
  const { sessions } = options;
  const data = join(options.repository, 'rdiff-backup-data');
  const before = repositoryOf(options);
  const added = await write({ ...options, sessions: sessions + 1 }, sessions + 1);
  const isKept = sessions % snapshotEvery === 0;
  const old = [`current_mirror.${stampOf(before.timeOf(sessions))}.data`, ...(isKept ? [] : [metadataName(before, sessions, true)])];
  for (const name of await readdir(data)) if (old.includes(name)) await rm(join(data, name));
  return added;
}

export type SyntheticRepository = {
  repository: string;
  sessions: number;
  /** Epoch seconds of a session, counted from 1. */
  timeOf(session: number): number;
  /** The paths of all folders below the source, in the order of the tool. */
  folders(): string[];
};

function repositoryOf({
  repository,
  sessions,
  files,
  seed = 1,
  firstTime = Date.UTC(2025, 0, 1, 2, 30) / 1000,
  stepSeconds = 86_400,
}: SyntheticOptions) {
  const paths = (folder: SyntheticFolder, path: string): string[] =>
    folder.children.flatMap((child) => {
      const below = path === '' ? child.name : `${path}/${child.name}`;
      return [below, ...paths(child, below)];
    });
  return {
    repository,
    sessions,
    timeOf: (session: number) => firstTime + (session - 1) * stepSeconds,
    folders: () => paths(syntheticFolders(files, seed), ''),
  } satisfies SyntheticRepository;
}

/** Writes the files of the sessions from `first` on, and the metadata of the one before, which is a whole listing no more. */
async function write(options: SyntheticOptions, first: number): Promise<SyntheticRepository> {
  const { files, sessions, seed = 1, share = 0.005 } = options;
  const result = repositoryOf(options);
  const { timeOf } = result;
  const data = join(options.repository, 'rdiff-backup-data');
  await mkdir(join(data, 'increments'), { recursive: true, mode: 0o700 });
  const isSnapshot = (session: number) => session === sessions || session % snapshotEvery === 0;
  const wanted = Array.from({ length: sessions }, (_, at) => at + 1).filter(
    (session) => session >= first || (session === first - 1 && !isSnapshot(session)),
  );
  const outputs = new Map(wanted.map((session) => [session, metadataFile(data, (isEmpty) => metadataName(result, session, !isEmpty))]));
  const counts: Counts[] = wanted.map(() => ({
    files: 0,
    bytes: 0,
    newFiles: 0,
    newBytes: 0,
    deleted: 0,
    deletedBytes: 0,
    changed: 0,
    changedBytes: 0,
  }));

  function put(path: string, versions: readonly SyntheticVersion[]): void {
    for (const [at, session] of wanted.entries()) {
      const now = versions.find(({ since, until }) => since <= session && session < until);
      const later = isSnapshot(session) ? undefined : versions.find(({ since, until }) => since <= session + 1 && session + 1 < until);
      count(counts[at] as Counts, session, versions, now);
      if (isSnapshot(session) ? now !== undefined : now !== later) outputs.get(session)?.put(recordOf(path, now));
    }
  }
  async function walk(folder: SyntheticFolder, path: string): Promise<void> {
    const { own, files: inside } = livesIn(folder, { files, seed, share, sessions, timeOf });
    put(path === '' ? '.' : path, own);
    const below = (name: string) => (path === '' ? name : `${path}/${name}`);
    const children: (SyntheticFolder | SyntheticEntry)[] = [...folder.children, ...inside].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const child of children) {
      if ('versions' in child) put(below(child.name), child.versions);
      else await walk(child, below(child.name));
    }
    for (const output of outputs.values()) await output.room();
  }
  await walk(syntheticFolders(files, seed), '');
  for (const output of outputs.values()) await output.end();

  for (const [at, session] of wanted.entries()) {
    if (session < first) continue;
    const stamp = stampOf(timeOf(session));
    await writeFile(join(data, `session_statistics.${stamp}.data`), statisticsOf(timeOf(session), session === 1, counts[at] as Counts));
    await writeFile(join(data, `error_log.${stamp}.data`), '');
  }
  await writeFile(join(data, `current_mirror.${stampOf(timeOf(sessions))}.data`), 'PID 4194303\n');
  for (const name of ['chars_to_quote', 'special_escapes', 'backup.log']) await writeFile(join(data, name), '');
  return result;
}

function count(counts: Counts, session: number, versions: readonly SyntheticVersion[], now: SyntheticVersion | undefined): void {
  const before = versions.find(({ since, until }) => since <= session - 1 && session - 1 < until);
  if (now) {
    counts.files += 1;
    counts.bytes += now.bytes ?? 0;
  }
  if (now === before) return;
  if (before === undefined) {
    counts.newFiles += 1;
    counts.newBytes += now?.bytes ?? 0;
  } else if (now === undefined) {
    counts.deleted += 1;
    counts.deletedBytes += before.bytes ?? 0;
  } else {
    counts.changed += 1;
    counts.changedBytes += now.bytes ?? 0;
  }
}

/** What metadata says of a path at a session; undefined where it is not there. */
export function recordOf(path: string, version: SyntheticVersion | undefined): string {
  if (!version) return `File ${path}\n  Type None\n`;
  const { bytes, sha1, modified } = version;
  const what = bytes === null ? '  Type dir\n' : `  Type reg\n  Size ${String(bytes)}\n  SHA1Digest ${sha1 ?? ''}\n`;
  const owner = '  Uid 1000\n  Uname office\n  Gid 1000\n  Gname office\n';
  return `File ${path}\n${what}  ModTime ${String(modified)}\n${owner}  Permissions ${bytes === null ? '493' : '420'}\n`;
}

/** A time as it stands in the names of files. */
export const stampOf = (time: number): string => new Date(time * 1000).toISOString().replace('.000', '');

function metadataName({ sessions, timeOf }: SyntheticRepository, session: number, isPacked: boolean): string {
  const kind = session === sessions || session % snapshotEvery === 0 ? 'snapshot' : 'diff';
  return `mirror_metadata.${stampOf(timeOf(session))}.${kind}${isPacked ? '.gz' : ''}`;
}

/** A file that is packed as it comes when there is much, and at once when there is little. `nameOf`: an empty one is not packed at all. */
function metadataFile(data: string, nameOf: (isEmpty: boolean) => string) {
  let pieces: string[] = [];
  let length = 0;
  let stream: Gzip | undefined;
  let written: Promise<void> | undefined;
  function flush(): void {
    if (!stream) {
      const file = createWriteStream(join(data, nameOf(false)), { mode: 0o600 });
      stream = createGzip({ level });
      stream.pipe(file);
      written = finished(file);
    }
    stream.write(pieces.join(''));
    pieces = [];
    length = 0;
  }
  return {
    put(record: string): void {
      pieces.push(record);
      length += record.length;
      if (length > streamFrom) flush();
    },
    async room(): Promise<void> {
      while (stream?.writableNeedDrain) await once(stream, 'drain');
    },
    async end(): Promise<void> {
      if (!stream) {
        const whole = pieces.join('');
        await writeFile(join(data, nameOf(whole === '')), whole === '' ? '' : gzipSync(whole, { level }), { mode: 0o600 });
        return;
      }
      flush();
      stream.end();
      await written;
    },
  };
}
