import { appendFile, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../electron/contract/host.ts';
import { sampleHost } from '../../electron/contract/samples.testing.ts';
import { keepMetadata } from '../../electron/history/history.testing.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { withScratch } from '../../electron/platform/home.ts';
import { systemProcesses } from '../../electron/platform/processes.ts';
import type { FetchDeps } from '../../electron/ssh/ssh.ts';
import { growHistory } from './history.ts';
import { dataOf } from './repository-data.ts';
import type { Sshd } from './sshd.ts';

/** The host of an sshd, as the settings would hold it. */
export function hostOf({ port, user, keyFile, hostKeyLine }: Sshd, change: Partial<Host> = {}): Host {
  const [type, key] = hostKeyLine().split(' ');
  const hostKey = { type: type as Host['hostKey']['type'], key: key ?? '' };
  return sampleHost({ address: '127.0.0.1', port, user, keyFile, hostKey, ...change });
}

/** What fetches files, on a home below `dir`; it notes what each session of sftp is told. */
export type Fetching = {
  readonly deps: FetchDeps;
  /** The names that were asked for since the last look, one list for each connection. */
  asked(): string[][];
  /** Called before each connection from now on, with its number. */
  onConnection(work: (number: number) => Promise<void>): void;
  /** A fresh folder for a copy. */
  copy(): Promise<string>;
};

/** `sftp`: another program in the place of OpenSSH's. */
export async function fetchingIn(dir: string, { sftp }: { sftp?: string } = {}): Promise<Fetching> {
  const home = await mkdtemp(join(dir, 'home-'));
  const processes = systemProcesses();
  let batches: string[] = [];
  let connections = 0;
  let before: (number: number) => Promise<void> = () => Promise.resolve();
  const deps: FetchDeps = {
    clock: systemClock,
    scratch: (work) => withScratch(home, work),
    processes: { ...processes, find: (program) => (program === 'sftp' && sftp !== undefined ? sftp : processes.find(program)) },
    files: {
      ...localFiles,
      write: async (path, text) => {
        if (path.endsWith('/batch')) {
          batches.push(String(text));
          connections += 1;
          await before(connections);
        }
        await localFiles.write(path, text);
      },
    },
  };
  return {
    deps,
    asked: () => {
      const seen = batches.map((batch) => [...batch.matchAll(/^-get "([^"]*)"/gm)].map(([, name = '']) => name));
      batches = [];
      return seen;
    },
    onConnection: (work) => {
      connections = 0;
      before = work;
    },
    copy: async () => {
      const folder = join(await mkdtemp(join(home, 'copy-')), 'kept');
      await mkdir(folder, { mode: 0o700 });
      return folder;
    },
  };
}

/** Keeps a copy of a repository's metadata in `folder`. */
export type Keep = (
  path: string,
  folder: string,
  change?: Partial<Host>,
  tell?: (share: number) => void,
) => ReturnType<typeof keepMetadata>;

/** From the host of an sshd, as it is or changed. */
export const keepOn =
  (sshd: Sshd, { deps }: Fetching): Keep =>
  (path, folder, change = {}, tell) =>
    keepMetadata(deps, { host: hostOf(sshd, change), path, folder, ...(tell ? { tell } : {}) });

const ofHistory = /^(?:chars_to_quote|special_escapes|(?:current_mirror|mirror_metadata|session_statistics|error_log)\..*)$/;

/** The files of a repository's data that its history is read from, with what is in them; `filter` leaves some out. */
export async function historyFiles(repository: string, filter: (name: string) => boolean = () => true): Promise<Record<string, string>> {
  return contents(
    join(repository, 'rdiff-backup-data'),
    (await dataOf(repository)).filter((name) => ofHistory.test(name) && filter(name)),
  );
}

/** All that lies in a folder, with what is in it. */
export const folderFiles = async (folder: string): Promise<Record<string, string>> => contents(folder, await readdir(folder));

async function contents(folder: string, names: readonly string[]): Promise<Record<string, string>> {
  const texts = await Promise.all(names.map(async (name) => [name, (await readFile(join(folder, name))).toString('base64')] as const));
  return Object.fromEntries(texts.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const day = 86_400;

/** A repository with small files and that many daily sessions in a new folder below `dir`; `next` adds one more. */
export async function growSmall(dir: string, sessions: number) {
  const room = await mkdtemp(join(dir, 'grown-'));
  const [source, repository] = [join(room, 'source'), join(room, 'repository')];
  await mkdir(source);
  await writeFile(join(source, 'first.txt'), 'first\n');
  const start = Math.floor(Date.now() / 1000) - 100 * day;
  const change = (root: string, number: number) => appendFile(join(root, `day ${number}.txt`), `${number}\n`.repeat(number * 50));
  let count = 0;
  async function next(more = 1): Promise<void> {
    await change(source, count);
    await growHistory({ source, repository, sessions: more, firstTime: start + count * day, stepSeconds: day, seed: 1, change });
    count += more;
  }
  await next(sessions);
  return { source, repository, next };
}
