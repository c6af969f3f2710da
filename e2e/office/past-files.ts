import { createHash } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf } from '../../electron/contract/entry-path.ts';
import { Refusal } from '../../electron/contract/failure.ts';
import type { EntryState } from '../../electron/contract/history.ts';
import { HostKey, type Host } from '../../electron/contract/host.ts';
import { sampleHost } from '../../electron/contract/samples.testing.ts';
import { createLook, type Look, type Wanted } from '../../electron/history/history.testing.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { withScratch } from '../../electron/platform/home.ts';
import { systemProcesses } from '../../electron/platform/processes.ts';
import { awkwardNames, writeBytewise } from './bytewise-tree.ts';
import { rdiffBackup } from './rdiff-backup.ts';
import { scratch, type Scratch } from './scratch.ts';
import { startSshd, type Sshd } from './sshd.ts';

/** The two sessions of each repository, epoch seconds. */
export const [old, now] = [1_772_000_000, 1_772_086_400];
export const awkwardFolder = 'sub ::;touch canary-5 #::[x]/-deep';
/** No path below it can be an argument. */
export const unsayableFolder = 'back\\slash \xff';

const processes = systemProcesses();

/** What a file of the first tree holds at a session. */
export const contentAt = (session: number, name: string): string =>
  session === old ? `first ${name}\n` : `second, and longer ${name.toUpperCase()}\n`;

/** How the index would know a file of this content. */
export const stateOf = (content: string | Uint8Array, change: Partial<EntryState> = {}): EntryState => ({
  kind: 'file',
  size: Buffer.from(content).length,
  modified: null,
  mode: null,
  user: null,
  group: null,
  target: null,
  sha1: createHash('sha1').update(content).digest('hex'),
  ...change,
});

export const backUp = (source: string, repository: string, time: number): Promise<string> =>
  rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', '--', source, repository]);

/** The same question to another repository on this machine. */
export const inOne = (path: string, asked: Wanted): Wanted => ({ ...asked, job: { repository: { host: null, path } } });

/** What a promise is refused with, the facts of a refusal beside its kind. */
export async function failure(answer: Promise<unknown>): Promise<unknown> {
  const error: unknown = await answer.catch((caught: unknown) => caught);
  return error instanceof Refusal ? { kind: error.kind, ...error.facts } : error;
}

/** Commands a look has had: begun, running now, and the most at once. */
export type Count = { running: number; most: number; begun: number };

export type PastFiles = {
  open(): Promise<void>;
  close(): Promise<void>;
  dir(): string;
  /** Its name is one that could be misunderstood, too. */
  home(): string;
  sshd(): Sshd;
  host(): Host;
  /** A file of the repository that holds all awkward names; `path` in latin1. */
  wanted(path: string, content: string | Uint8Array, change?: Partial<Wanted>): Wanted;
  /** The same question to the same repository over loopback SSH. */
  overSsh(asked: Wanted): Wanted;
  /** A repository of its own with one `file`, in its two states. */
  repositoryOf(first: string | Uint8Array, second: string | Uint8Array): Promise<string>;
  watchedLook(patienceMs?: number): { look: Look; count: Count };
};

/** A repository with two sessions of every awkward name in three folders, and an sshd that leads to it. */
export function pastFiles(): PastFiles {
  let place: Scratch;
  let sshd: Sshd;
  let host: Host;
  const repository = () => join(place.dir, 'repository');
  const home = () => join(place.dir, "home ::\\ 'x'");

  return {
    open: async () => {
      place = await scratch('modosu-look');
      await mkdir(home());
      for (const session of [old, now]) {
        for (const name of awkwardNames)
          for (const folder of ['', `${awkwardFolder}/`, `${unsayableFolder}/`])
            await writeBytewise(`${place.dir}/source/${folder}${name}`, contentAt(session, name));
        await backUp(join(place.dir, 'source'), repository(), session);
      }
      const dir = join(place.dir, 'sshd');
      await mkdir(dir);
      sshd = await startSshd({ dir });
      const [type, key] = sshd.hostKeyLine().split(' ');
      const { port, user, keyFile } = sshd;
      host = sampleHost({ address: '127.0.0.1', port, user, keyFile, hostKey: HostKey.parse({ type, key }) });
    },
    close: async () => {
      await sshd.dispose();
      await place.remove();
    },
    dir: () => place.dir,
    home,
    sshd: () => sshd,
    host: () => host,
    wanted: (path, content, change = {}) => ({
      job: { repository: { host: null, path: repository() } },
      host: null,
      session: now,
      path: textOf(Buffer.from(path, 'latin1')),
      state: stateOf(content),
      nested: false,
      tool: processes.find('rdiff-backup') ?? '',
      ...change,
    }),
    overSsh: (asked) => ({ ...asked, host, job: { repository: { host: host.id, path: asked.job.repository.path } } }),
    repositoryOf: async (first, second) => {
      const folder = await mkdtemp(join(place.dir, 'one-'));
      for (const [time, content] of [
        [old, first],
        [now, second],
      ] as const) {
        await writeBytewise(join(folder, 'source/file'), content);
        await backUp(join(folder, 'source'), join(folder, 'repository'), time);
      }
      return join(folder, 'repository');
    },
    watchedLook: (patienceMs) => {
      const count: Count = { running: 0, most: 0, begun: 0 };
      const launch: typeof processes.launch = (command) => {
        const launched = processes.launch(command);
        count.running += 1;
        count.begun += 1;
        count.most = Math.max(count.most, count.running);
        void launched.ended.then(() => (count.running -= 1));
        return launched;
      };
      let handles = 0;
      const look = createLook({
        clock: systemClock,
        files: localFiles,
        processes: { ...processes, launch },
        patienceMs,
        scratch: (work) => withScratch(home(), work),
        newHandle: () => `handle-${String((handles += 1))}`,
      });
      return { look, count };
    },
  };
}
