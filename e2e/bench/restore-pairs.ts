import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Restoring } from '../office/restoring.ts';
import { removeTree } from '../office/scratch.ts';
import type { Sshd } from '../office/sshd.ts';
import { hashMirror } from './restore-floor.ts';
import { median, secondsOf, type Row } from './row.ts';

const run = promisify(execFile);
const mostOfCopy = 2;
const singleSeconds = 0.6;
const singleTries = 7;

/**
 * A repository of a few sessions to be restored from. `isMany`: of many small files, which all stay until the end, since for minutes ext4
 * makes new ones slowly where as many have just been deleted (`recently_deleted` in fs/ext4/ialloc.c). `timesTool`: how many times faster than
 * rdiff-backup it has to be here.
 */
export type Origin = {
  dir: string;
  repository: string;
  times: number[];
  name: string;
  restoring: Restoring;
  sshd: Sshd;
  isMany: boolean;
  timesTool: number;
};

/** Ours, rdiff-backup's and the plain copy in turns, here and onto a host, of the newest and of the oldest session; then one file. */
export async function measureRestorePairs(origin: Origin, pairs: number, show: (row: Row) => void): Promise<void> {
  const [oldest = 0] = origin.times;
  const newest = origin.times.at(-1) ?? 0;
  for (const where of ['here', 'SSH'] as const) {
    for (const [word, time] of [
      ['newest', newest],
      ['oldest', oldest],
    ] as const) {
      show(await measurePair(origin, { where, word, time, pairs }));
    }
  }
  show(await measureSingle(origin, oldest));
}

type Task = { where: 'here' | 'SSH'; word: string; time: number; pairs: number };
type Seconds = { ours: number[]; tool: number[]; copy: number[]; hash: number[] };

async function measurePair(origin: Origin, { where, word, time, pairs }: Task): Promise<Row> {
  const { dir, repository, name, restoring } = origin;
  const config = await sshConfigOf(origin);
  const seconds: Seconds = { ours: [], tool: [], copy: [], hash: [] };
  const ways: Record<keyof Seconds, (target: string) => Promise<unknown>> = {
    ours: async (target) => {
      const to = where === 'here' ? target : `standby:${target}`;
      const wanted = { name: 'bench', at: String(time), paths: [''], place: { kind: 'path' as const, to } };
      const started = await restoring.ask('restore.start', { ...wanted, confirmed: { replace: 0, remove: 0 } });
      const record = await restoring.ended(started);
      if (record.outcome?.kind !== 'ok') throw new Error(`the restore came to ${JSON.stringify(record.outcome)}`);
    },
    tool: (target) => {
      const schema = where === 'SSH' ? ['--remote-schema', `ssh -F ${config} {h} rdiff-backup server`] : [];
      const to = where === 'SSH' ? `bench::${target}` : target;
      return run('rdiff-backup', ['--new', ...schema, 'restore', '--at', String(time), repository, to]);
    },
    copy: (target) => (where === 'here' ? copyMirror(repository, target) : sendMirror(repository, target, config)),
    hash: () => hashMirror(repository),
  };
  // Of a few large files nearly all the time goes into their hashes.
  const isFloored = where === 'here' && !origin.isMany;
  const order: (keyof Seconds)[] = ['ours', 'copy', 'tool', ...(isFloored ? (['hash'] as const) : [])];
  for (let round = 0; round < pairs; round += 1) {
    for (const way of round % 2 === 0 ? order : order.toReversed()) {
      const place = await mkdtemp(join(dir, 'restored-'));
      // What was written before must not be waited for by whoever comes next.
      await run('sync');
      seconds[way].push(await secondsOf(() => ways[way](join(place, 'tree'))));
      if (!origin.isMany) await removeTree(place);
    }
  }
  const least = where === 'here' ? origin.timesTool : 1;
  const of = origin.isMany ? median : fastest;
  const [ours, tool, copy] = [of(seconds.ours), of(seconds.tool), of(seconds.copy)];
  return {
    what: `restore, verified, ${name}, ${word} session, ${where}${origin.isMany ? '' : `, fastest of ${String(pairs)}`}`,
    measured: `${ours.toFixed(2)} s, copy ${copy.toFixed(2)}, tool ${tool.toFixed(2)}${isFloored ? `, hashes alone ${of(seconds.hash).toFixed(2)}` : ''}`,
    limit: `<= ${mostOfCopy} x the plain copy, <= rdiff-backup${least > 1 ? ` / ${least}` : ''}`,
    within: ours <= mostOfCopy * copy && ours * least <= tool,
    unit: 's',
    values: seconds,
  };
}

/**
 * Of gigabytes: the host of a virtual machine may take memory back that was free for a second or two (free page reporting), and whoever writes
 * first after that, by chance one or another, pays for it with two seconds.
 */
const fastest = (seconds: readonly number[]) => Math.min(...seconds);

/** The plain copy of a mirror, without what rdiff-backup keeps beside it. */
export async function copyMirror(repository: string, target: string): Promise<void> {
  const names = (await readdir(repository)).filter((name) => name !== 'rdiff-backup-data');
  await mkdir(target);
  await run('cp', ['-a', '--', ...names.map((name) => join(repository, name)), target]);
}

/** The same onto a host over SSH. */
export const sendMirror = (repository: string, target: string, config: string) =>
  run('rsync', ['-a', '--exclude=/rdiff-backup-data', '-e', `ssh -F ${config}`, `${repository}/`, `bench:${target}`]);

async function measureSingle({ dir, name, restoring }: Origin, time: number): Promise<Row> {
  const { entries } = await restoring.ask('history.folder', { name: 'bench', at: String(time), path: '', limit: 5 });
  const [first] = entries;
  const inner =
    first?.state?.kind === 'folder'
      ? await restoring.ask('history.folder', { name: 'bench', at: String(time), path: first.name })
      : undefined;
  const path = inner ? `${first?.name ?? ''}/${inner.entries[0]?.name ?? ''}` : (first?.name ?? '');
  const seconds: number[] = [];
  for (let count = 0; count < singleTries; count += 1) {
    const place = await mkdtemp(join(dir, 'single-'));
    const draft = { name: 'bench', at: String(time), paths: [path], place: { kind: 'path' as const, to: join(place, 'out') } };
    seconds.push(
      await secondsOf(async () => {
        const started = await restoring.ask('restore.start', { ...draft, confirmed: { replace: 0, remove: 0 } });
        await restoring.ended(started);
      }),
    );
    if ((await readdir(place)).length === 0) throw new Error('nothing was restored');
    await removeTree(place);
  }
  return {
    what: `one file back, ${name}`,
    measured: `${median(seconds).toFixed(2)} s`,
    limit: `<= ${singleSeconds} s`,
    within: median(seconds) <= singleSeconds,
    unit: 's',
    values: { seconds },
  };
}

/** A configuration for ssh in which the host of a bench is called `bench`. */
export async function sshConfigOf({ dir, sshd }: Origin): Promise<string> {
  const [config, known] = [join(dir, 'ssh_config'), join(dir, 'known_hosts')];
  await writeFile(known, `[127.0.0.1]:${sshd.port} ${sshd.hostKeyLine()}\n`);
  const lines = [
    'HostName 127.0.0.1',
    `Port ${sshd.port}`,
    `User ${sshd.user}`,
    `IdentityFile ${sshd.keyFile}`,
    `UserKnownHostsFile ${known}`,
    'BatchMode yes',
  ];
  await writeFile(config, `Host bench\n${lines.map((line) => `  ${line}\n`).join('')}`);
  return config;
}
