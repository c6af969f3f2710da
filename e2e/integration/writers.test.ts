import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Run } from '../../electron/contract/run.ts';
import { isPart, startRun } from '../office/live-run.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { isAlive, sessionsOf, waitUntil } from '../office/processes.ts';
import { dataOf, markersIn } from '../office/repository-data.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { startSshd } from '../office/sshd.ts';
import { expectHealthy, openPlace, type Place } from '../office/writing-place.ts';

const here = missing.procfs ?? missing.rdiffBackup;
const tool = '/usr/bin/rdiff-backup';

type Foreign = { name: string; start(place: Place): Promise<Started> | Started };
type Started = {
  /** The process that writes to the repository; undefined until it runs. */
  writer(): number | undefined;
  ended: Promise<{ code: number | null; said: string }>;
};

const foreigners: readonly Foreign[] = [
  { name: 'rdiff-backup', start: ({ source, repository }) => bare([tool, 'backup', source, repository]) },
  { name: 'the old command line', start: ({ source, repository }) => bare([tool, source, repository]) },
  { name: 'a relative path', start: ({ dir, source }) => bare([tool, 'backup', source, 'repository/'], join(dir, 'backup')) },
  {
    name: 'a path through a link',
    start: async ({ dir, source }) => {
      await symlink('backup', join(dir, 'linked'));
      return bare([tool, 'backup', source, join(dir, 'linked/repository')]);
    },
  },
  {
    // No name gives this one away, only its open files and the marker: without care its session is taken back under its hands.
    name: 'an interpreter with options of its own',
    start: ({ source, repository }) => bare(['/usr/bin/python3', '-u', '-B', '-W', 'ignore', tool, 'backup', source, repository]),
  },
  { name: 'a push from another machine', start: pushFromElsewhere },
];

describe('B7 I11: a foreign rdiff-backup at work on the repository', () => {
  it.for(foreigners)('is left alone, and the run is busy: $name', async ({ start, name }, context) => {
    context.skip(here !== undefined, here);
    if (name.startsWith('a push')) context.skip(missing.sshd !== undefined, missing.sshd);
    const place = await openPlace({ count: 200 });
    const { shell, source, repository, change } = place;
    const first = await place.backUp();
    await change(1);
    const foreign = await start(place);
    const pid = await stoppedOnceAtWork(foreign, async () => (await markersIn(repository)) === 2);

    const answer = await shell.ask<Run>('run', 'job');
    process.kill(pid, 'SIGCONT');
    const { code, said } = await foreign.ended;
    expect(answer, `the foreign one: exit ${code} ${said}`).toMatchObject({
      code: 4,
      value: { outcome: { kind: 'busy', cause: 'writer' } },
    });
    expect(code, `it said ${said}`).toBe(0);
    await expectHealthy(repository, 2);
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
    expect(await restoredDifferences({ repository, ...first, scratchDir: place.dir })).toEqual([]);
    expect(await shell.ask<Run>('run', 'job')).toMatchObject({ code: 0, value: { outcome: { kind: 'ok' } } });
  });

  it('is left alone in its first backup too', async (context) => {
    context.skip(here !== undefined, here);
    const { shell, source, repository } = await openPlace();
    const foreign = bare([tool, 'backup', source, repository]);
    const pid = await stoppedOnceAtWork(foreign, async () => (await dataOf(repository)).some((file) => file.startsWith('mirror_metadata')));

    const answer = await shell.ask<Run>('run', 'job');
    process.kill(pid, 'SIGCONT');
    const { code, said } = await foreign.ended;
    expect(answer).toMatchObject({ code: 4, value: { outcome: { kind: 'busy', cause: 'writer' } } });
    expect(code, `it said ${said}`).toBe(0);
    await expectHealthy(repository, 1);
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
  });

  it('is seen before it has written its first byte', async (context) => {
    context.skip(here !== undefined, here);
    const place = await openPlace();
    const { shell, source, repository } = place;
    await place.backUp();
    await place.change(1);
    const foreign = bare([tool, 'backup', source, repository]);
    const pid = await stoppedOnceAtWork(foreign, () => foreign.writer() !== undefined);
    expect(await markersIn(repository)).toBe(1);

    const answer = await shell.ask<Run>('run', 'job');
    process.kill(pid, 'SIGCONT');
    const { code, said } = await foreign.ended;
    expect(answer).toMatchObject({ code: 4, value: { outcome: { kind: 'busy', cause: 'writer' } } });
    expect(code, `it said ${said}`).toBe(0);
    await expectHealthy(repository, 2);
  });

  it('is refused by the tool when it comes while ours is at work, and ours is not disturbed', async (context) => {
    context.skip(here !== undefined, here);
    const place = await openPlace({ count: 300 });
    const { shell, source, repository } = place;
    const first = await place.backUp();
    await place.change(1);
    const live = await startRun(shell, 'job');
    await waitUntil(() => live.progress().includes('* Processing changed file'), { what: 'a progress line', everyMs: 5 });
    const pid = live.pidOf('rdiff-backup') as number;
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGSTOP');
    const { code, said } = await bare([tool, 'backup', source, repository]).ended;
    process.kill(pid, 'SIGCONT');

    expect(code, `it said ${said}`).toBe(1);
    expect(await live.ended).toMatchObject({ code: 0, run: { outcome: { kind: 'ok' } } });
    await expectHealthy(repository, 2);
    expect(await restoredDifferences({ repository, ...first, scratchDir: place.dir })).toEqual([]);
  });
});

/** Starts rdiff-backup as cron would. */
function bare([file, ...args]: [string, ...string[]], cwd = '/'): Started {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'UTC' } });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const { pid = 0 } = child;
  onTestFinished(async () => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await closed;
  });
  return {
    writer: () => (isPart(pid, 'rdiff-backup') || args.includes(tool) ? pid : undefined),
    ended: closed.then(async (code) => ({ code, said: (await said).join('') })),
  };
}

/** Another machine writes to a repository on this one: the writer here is a server that names no path. */
async function pushFromElsewhere({ dir, source, repository }: Place): Promise<Started> {
  await mkdir(join(dir, 'sshd'));
  const sshd = await startSshd({ dir: join(dir, 'sshd') });
  onTestFinished(sshd.dispose);
  const ssh = `ssh -F none -i ${sshd.keyFile} -p ${sshd.port} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
  const { ended } = bare([tool, '--remote-schema', `${ssh} {h} rdiff-backup server`, 'backup', source, `127.0.0.1::${repository}`]);
  return { ended, writer: () => sessionsOf(sshd.port).find((pid) => isPart(pid, 'rdiff-backup')) };
}

/** Waits until a foreign writer is at work and holds it there. */
async function stoppedOnceAtWork(foreign: Started, atWork: () => boolean | Promise<boolean>): Promise<number> {
  let early: { said: string } | undefined;
  void foreign.ended.then((end) => (early = end));
  const ready = async () => early !== undefined || (foreign.writer() !== undefined && (await atWork()));
  await waitUntil(ready, { what: 'the foreign one to be at work', everyMs: 2 });
  if (early !== undefined) throw new Error(`the foreign one was too quick: ${early.said}`);
  const pid = foreign.writer() as number;
  process.kill(pid, 'SIGSTOP');
  return pid;
}
