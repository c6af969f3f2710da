import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isGreen } from '../../electron/contract/outcome.ts';
import type { Run } from '../../electron/contract/run.ts';
import { growHistory, type Session } from '../office/history.ts';
import { heldUntilSignalled, isPart, kill, startRun, type LiveRun } from '../office/live-run.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { changeManyFiles } from '../office/many-files.ts';
import { missing } from '../office/needs.ts';
import { descendants, isAlive, processesWith, sessionsOf, waitUntil } from '../office/processes.ts';
import { random, type Random } from '../office/random.ts';
import { markersIn } from '../office/repository-data.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { scratch } from '../office/scratch.ts';
import { modosuShell } from '../office/shell.ts';
import { writeManyFiles } from '../office/web-root.ts';
import { openWorld, type World } from '../office/world.ts';

const full = process.env['MODOSU_FULL'] === '1';
const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const times = full ? 7 : 1;
const count = full ? 1000 : 400;
// A machine that does other work as well takes several times as long.
const timeout = full ? 600_000 : 120_000;
const needs = missing.procfs ?? missing.rdiffBackup ?? missing.sshd;

type Target = 'rdiff-backup' | 'the local ssh' | 'the remote server';
type Moment = 'at a random moment' | 'at an observed line';

const targets: readonly Target[] = ['rdiff-backup', 'the local ssh', 'the remote server'];
const rounds = targets.flatMap((target, place) =>
  (['at a random moment', 'at an observed line'] as const).flatMap((moment, kind) =>
    Array.from({ length: times }, (_, nth) => ({ target, moment, round: (nth * 2 + kind) * targets.length + place })),
  ),
);

type Large = {
  world: World;
  source: string;
  repository: string;
  /** What must be restorable, oldest first. */
  acknowledged: Session[];
  /** How long the quickest whole backup took, in ms. */
  usual: number;
  /** Works on the source. */
  change(): Promise<void>;
};

/** A pull of a large folder whose repository holds three sessions. */
async function openLarge(): Promise<Large> {
  const world = await openWorld();
  try {
    const source = join(world.office.dir, 'server/large');
    const repository = join(world.office.dir, 'backup/large');
    await mkdir(source);
    await writeManyFiles(source, { count, seed });
    const change = (root: string, day: number) => changeManyFiles(root, { seed, day });
    const firstTime = Math.floor(Date.now() / 1000) - 5 * 86_400;
    const acknowledged = await growHistory({ source, repository, sessions: 3, firstTime, stepSeconds: 86_400, seed, change });
    await world.addJob('large', `web1:${source}`, repository, '--adopt');
    let day = acknowledged.length;
    return { world, source, repository, acknowledged, usual: 3000, change: () => change(source, (day += 1)) };
  } catch (error) {
    await world.close();
    throw error;
  }
}

let large: Large | undefined;
let missed = 0;

beforeAll(async () => {
  if (needs === undefined) large = await openLarge();
});
afterAll(async () => {
  await large?.world.close();
  if (missed > 0) console.log(`kills.test.ts: ${missed} of ${rounds.length} kills came too late (seed ${seed})`);
});

describe(`I1: no restore point is lost (seed ${seed})`, () => {
  it.for(rounds)(
    'A3 A5 A6: SIGKILL of $target $moment is told, and the next run makes it good (round $round)',
    { timeout },
    async (plan, context) => {
      context.skip(needs !== undefined, needs);
      const numbers = random(seed * 1009 + plan.round);
      const { world, source, repository, acknowledged, change, usual } = large as Large;

      await change();
      const live = await startRun(world.shell, 'large');
      const what = await killAt(live, plan, { numbers, usual, repository, port: world.office.sshd.port });
      const { code, run } = await live.ended;
      await noProcessLeft(world, repository);
      const told = `${what}: exit ${code}, ${JSON.stringify(run?.outcome)}, tail ${run?.evidence?.tail.slice(-4).join(' / ')}`;

      const manifest = await manifestOf(source);
      const late = run?.outcome?.kind === 'ok';
      if (late) missed += 1;
      if (run?.session) acknowledged.push({ time: run.session.time, manifest });
      // A kill that came too late has hit nothing: then the session must be as whole as it says.
      const untrue = late ? differences(manifest, await manifestOf(repository)) : untruths(code, run, plan.target);
      expect(untrue, `after ${told}`).toEqual([]);

      const next = await world.run('large');
      const end = `${told}; then ${JSON.stringify(next.run.outcome)}`;
      expect({ code: next.code, green: isGreen(next.run.outcome?.kind ?? 'failed') }, `after ${end}`).toEqual({ code: 0, green: true });
      (large as Large).usual = Math.min(usual, (next.run.endedAt ?? 0) - (next.run.step?.startedAt ?? 0));
      expect(differences(manifest, await manifestOf(repository)), `after ${end}`).toEqual([]);
      const lost = await notGivenBack(large as Large, full && plan.round % 14 === 13 ? acknowledged : someOf(acknowledged, numbers));
      expect(lost, `after ${end}`).toEqual([]);
      acknowledged.push({ time: next.run.session?.time ?? 0, manifest });
    },
  );
});

describe('A4 A7: a run that is told to stop', () => {
  it('is cancelled from another process, leaves no process behind, and the next run is green', async (context) => {
    context.skip(needs !== undefined, needs);
    const { world, source, repository, acknowledged, change } = large as Large;
    await change();
    const live = await startRun(world.shell, 'large');
    // The tool is known before its session begins, and is held as early as that can be: later it could be at its end.
    let tool: number | undefined;
    await waitUntil(() => (tool = live.pidOf('rdiff-backup')) !== undefined, { what: 'the tool to start', everyMs: 2 });
    await waitUntil(async () => (await markersIn(repository)) === 2, { what: 'the session to begin', everyMs: 2 });

    const held = heldUntilSignalled(tool);
    const cancel = await world.shell.ask<Run>('cancel', 'large');
    await held;
    expect({ code: cancel.code, kind: cancel.value.outcome?.kind, cause: cancel.value.outcome?.cause }).toEqual({
      code: 0,
      kind: 'cancelled',
      cause: 'by-user',
    });
    expect(await live.ended).toEqual({ code: 1, run: cancel.value });
    await noProcessLeft(world, repository);

    const next = await world.run('large');
    expect({ code: next.code, kind: next.run.outcome?.kind }).toEqual({ code: 0, kind: 'recovered' });
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
    expect(await notGivenBack(large as Large, acknowledged.slice(-1))).toEqual([]);
    acknowledged.push({ time: next.run.session?.time ?? 0, manifest: await manifestOf(source) });
  });

  it('is killed while it takes back an interrupted session, and a later run takes it back for good (A3, I10)', async (context) => {
    context.skip(needs !== undefined, needs);
    const { world, source, repository, acknowledged, change } = large as Large;
    await change();
    const first = await startRun(world.shell, 'large');
    await waitUntil(() => first.progress().includes('* Processing changed file'), { what: 'a progress line', everyMs: 5 });
    expect(kill(first.pidOf('rdiff-backup'))).toBe(true);
    await first.ended;

    const second = await startRun(world.shell, 'large', 'regress');
    await waitUntil(() => second.progress().includes('Regressing to'), { what: 'the regress to begin', everyMs: 5 });
    expect(kill(second.pidOf('rdiff-backup'))).toBe(true);
    const { code, run } = await second.ended;
    expect({ code, kind: run?.outcome?.kind, cause: run?.outcome?.cause }).toEqual({ code: 1, kind: 'interrupted', cause: 'killed' });
    await noProcessLeft(world, repository);

    const third = await world.run('large');
    expect({ code: third.code, kind: third.run.outcome?.kind }).toEqual({ code: 0, kind: 'recovered' });
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
    expect(await notGivenBack(large as Large, acknowledged.slice(-1))).toEqual([]);
    acknowledged.push({ time: third.run.session?.time ?? 0, manifest: await manifestOf(source) });
  });

  it('is gone with its children after ten seconds when it ignores SIGTERM', async (context) => {
    context.skip(missing.procfs !== undefined, missing.procfs);
    const { dir, remove } = await scratch('modosu-deaf');
    onTestFinished(remove);
    const source = join(dir, 'source');
    await Promise.all([mkdir(source), mkdir(join(dir, 'bin'))]);
    await writeFile(join(dir, 'bin/rdiff-backup'), deafTool);
    await chmod(join(dir, 'bin/rdiff-backup'), 0o755);
    const shell = modosuShell(join(dir, 'home'), { PATH: `${join(dir, 'bin')}:${process.env['PATH'] ?? ''}` });
    expect(await shell.call('job', 'add', 'deaf', '--from', source, '--to', join(dir, 'repository'))).toMatchObject({ code: 0 });

    const live = await startRun(shell, 'deaf');
    await waitUntil(() => live.progress().includes('deaf'), { what: 'the tool to be deaf' });
    const group = [live.leader, ...descendants(live.leader)];
    const begun = performance.now();
    const cancel = await shell.ask<Run>('cancel', 'deaf');
    const seconds = (performance.now() - begun) / 1000;

    expect({ code: cancel.code, kind: cancel.value.outcome?.kind }).toEqual({ code: 0, kind: 'cancelled' });
    expect(seconds).toBeGreaterThan(9);
    expect(seconds).toBeLessThan(20);
    expect(group.length).toBeGreaterThanOrEqual(3);
    expect(group.filter(isAlive)).toEqual([]);
    await live.ended;
    expect(processesWith(dir)).toEqual([]);
  });
});

const deafTool = `#!/bin/sh
[ "$1" = --version ] && { echo 'rdiff-backup 2.2.2'; exit 0; }
trap '' TERM
(while :; do sleep 1; done) &
echo deaf
while :; do sleep 1; done
`;

type Plan = { target: Target; moment: Moment };
type Sight = { numbers: Random; usual: number; repository: string; port: number };

/** Kills one process of the run and tells how; the run may have been quicker. */
async function killAt(live: LiveRun, { target, moment }: Plan, { numbers, usual, repository, port }: Sight): Promise<string> {
  const over = () => !isAlive(live.leader);
  const pidOf = () =>
    target === 'the remote server' ? sessionsOf(port).find((pid) => isPart(pid, 'rdiff-backup')) : live.pidOf(partOf(target));
  let when: string;
  if (moment === 'at a random moment') {
    const ms = Math.round((0.1 + 0.9 * numbers.next()) * usual);
    when = `${ms} ms of about ${usual}`;
    await sleep(ms);
  } else if (numbers.int(0, 3) === 0) {
    when = 'second marker';
    await waitUntil(async () => over() || (await markersIn(repository)) > 1, { what: when, everyMs: 20 });
  } else {
    const line = numbers.int(1, Math.floor(count * 0.45));
    when = `changed file ${line}`;
    const seen = () => live.progress().split('* Processing changed file').length - 1;
    await waitUntil(() => over() || seen() >= line, { what: when, everyMs: 20 });
  }
  // So early that the program has not been started yet.
  await waitUntil(() => over() || pidOf() !== undefined, { what: target, everyMs: 20 });
  const pid = pidOf();
  const hit = kill(pid);
  return `${target} ${hit ? 'killed' : 'not met'} at ${when}`;
}

const partOf = (target: Target) => (target === 'rdiff-backup' ? 'rdiff-backup' : 'ssh');

/** What the record of a run that lost a process says wrong. */
function untruths(code: number | null, run: Run | undefined, target: Target): string[] {
  const { kind, cause } = run?.outcome ?? {};
  const killed = kind === 'interrupted' && cause === 'killed';
  const lost = target !== 'rdiff-backup' && kind === 'failed' && cause === 'connection-lost';
  return [
    ...(code === 1 ? [] : [`exit ${code}`]),
    ...(killed || lost ? [] : [`${kind} ${cause}`]),
    ...(run?.session === null ? [] : ['a session']),
    ...(run?.evidence ? [] : ['no evidence']),
  ];
}

async function noProcessLeft({ shell, office }: World, repository: string): Promise<void> {
  const left = () => [...processesWith(shell.home), ...processesWith(repository), ...sessionsOf(office.sshd.port)];
  await waitUntil(() => left().length === 0, { what: 'every process to end', timeoutMs: 10_000, everyMs: 100 });
}

/** The oldest, the newest and a random one in between. */
const someOf = (sessions: readonly Session[], numbers: Random): Session[] => [
  ...new Set([sessions[0] as Session, numbers.pick(sessions), sessions.at(-1) as Session]),
];

/** One line for each thing that a session does not give back. */
async function notGivenBack({ repository, world }: Large, sessions: readonly Session[]): Promise<string[]> {
  const lost: string[] = [];
  for (let at = 0; at < sessions.length; at += 3) {
    const some = sessions.slice(at, at + 3).map((session) => restoredDifferences({ repository, ...session, scratchDir: world.office.dir }));
    lost.push(...(await Promise.all(some)).flat());
  }
  return lost;
}
