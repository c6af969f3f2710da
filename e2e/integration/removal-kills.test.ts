import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daily, openKept, type Keeping } from '../office/keeping.ts';
import { heldUntilSignalled, isPart, kill } from '../office/live-run.ts';
import { changeManyFiles } from '../office/many-files.ts';
import { missing } from '../office/needs.ts';
import { descendants, isAlive, waitUntil } from '../office/processes.ts';
import { random } from '../office/random.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { dataOf } from '../office/repository-data.ts';
import { writeManyFiles } from '../office/web-root.ts';

const full = process.env['MODOSU_FULL'] === '1';
const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const rounds = Array.from({ length: full ? 20 : 2 }, (_, round) => round);
// A machine that does other work as well takes several times as long.
const timeout = full ? 600_000 : 120_000;
const needs = missing.procfs ?? missing.rdiffBackup;

describe.skipIf(needs !== undefined)(`B17: a removal that is killed (seed ${seed})`, () => {
  const old = 12;
  let keeping: Keeping | undefined;
  let template = '';
  let usual = 0;
  let late = 0;
  let halfway = 0;

  beforeAll(async () => {
    if (needs !== undefined) return;
    const change = (source: string, day: number) => changeManyFiles(source, { seed, day });
    const fill = (source: string) => writeManyFiles(source, { count: full ? 800 : 400, seed });
    keeping = await openKept({ retention: '3D', daysAgo: daily(old + 3), fill, change });
    template = join(keeping.dir, 'template');
    await cp(keeping.repository, template, { recursive: true, preserveTimestamps: true });
    const { step, endedAt } = await keeping.remove();
    usual = (endedAt ?? 0) - (step?.startedAt ?? 0);
  }, timeout);
  afterAll(async () => {
    await keeping?.close();
    if (keeping)
      console.log(`removal-kills.test.ts: ${halfway} of ${rounds.length} kills left a half, ${late} came too late (seed ${seed})`);
  });

  /** The repository as it was before the first removal. */
  async function asBefore({ repository }: Keeping): Promise<void> {
    await rm(repository, { recursive: true });
    await cp(template, repository, { recursive: true, preserveTimestamps: true });
  }

  const leaderOf = (home: string, id: number): number => {
    const file = join(home, 'runs', String(id), 'remove.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  };
  /** Below pid 0 stands every process of the machine. */
  const toolOf = (leader: number) => (leader > 0 ? descendants(leader).find((pid) => isPart(pid, 'rdiff-backup')) : undefined);

  /** What a killed removal must leave, and what the next one makes of it. */
  async function converges(world: Keeping, announced: number[], told: string): Promise<void> {
    const keep = world.times().slice(announced.length);
    const [oldest = 0, newest = 0] = [keep[0], keep.at(-1)];
    expect(
      (await world.standing()).filter((time) => keep.includes(time)),
      told,
    ).toEqual(keep);
    expect(await world.notGivenBack(full ? keep : [oldest, newest]), told).toEqual([]);
    await rdiffBackup(['verify', '--at', String(oldest), '--', world.repository]);

    const next = await world.preview();
    expect(
      next.sessions.filter((time) => !announced.includes(time)),
      told,
    ).toEqual([]);
    const ended = next.held === null ? (await world.remove()).outcome?.kind : 'ok';
    expect(ended, told).toBe('ok');
    expect(await world.preview(), told).toMatchObject({ sessions: [], held: 'nothing' });
    expect(await world.standing(), told).toEqual(keep);
    expect(await world.notGivenBack([oldest]), told).toEqual([]);
  }

  it.for(rounds)('is told, loses nothing that the rule keeps, and the next one ends it (round %d)', { timeout }, async (round) => {
    const world = keeping as Keeping;
    const numbers = random(seed * 1009 + round);
    await asBefore(world);
    const { sessions: announced } = await world.preview();
    expect(announced).toEqual(world.times().slice(0, old));
    const files = (await dataOf(world.repository)).length;

    const { id } = await world.startRemoval(announced);
    const over = () => world.store.get(id).state === 'done';
    await waitUntil(() => over() || leaderOf(world.home, id) > 0, { what: 'the removal to start', everyMs: 2 });
    const leader = leaderOf(world.home, id);
    if (round % 2 === 0)
      await waitUntil(async () => over() || (await dataOf(world.repository)).length < files - 3, { what: 'a file to go', everyMs: 1 });
    else await sleep(Math.round(usual * (0.1 + 0.8 * numbers.next())));
    const hit = numbers.int(0, 1) === 0 ? kill(toolOf(leader)) : killGroup(leader);
    await world.backups.idle();

    const run = world.store.get(id);
    const left = await dataOf(world.repository);
    const told = `round ${round}: hit ${hit}, ${JSON.stringify(run.outcome)}, ${left.length} of ${files} files`;
    const whole = run.outcome?.kind === 'ok';
    late += whole ? 1 : 0;
    halfway += !whole && left.length < files ? 1 : 0;
    // A kill that came too late has hit nothing.
    expect([run.outcome?.kind, run.outcome?.cause, run.removed], told).toEqual(
      whole ? ['ok', null, announced] : ['interrupted', 'killed', announced],
    );
    await converges(world, announced, told);
  });

  it('that is what these rounds have seen: kills that all come too late would prove nothing', () => {
    expect(halfway).toBeGreaterThanOrEqual(rounds.length / 5);
  });

  it('with its program: the tool goes on, and the next program ends the record (A1, I10)', { timeout }, async () => {
    const world = keeping as Keeping;
    await asBefore(world);
    const { id, tool, announced } = await orphaned(world);
    process.kill(tool, 'SIGCONT');
    await world.line.recover(() => true);
    await world.backups.idle();
    expect(world.store.get(id)).toMatchObject({ adopted: true, outcome: { kind: 'ok' }, removed: announced });
    await converges(world, announced, 'adopted');
  });

  it('with its program and the tool at once: the next program says so (A1, I10)', { timeout }, async () => {
    const world = keeping as Keeping;
    await asBefore(world);
    const { id, tool, leader, announced } = await orphaned(world);
    expect(killGroup(leader) || kill(tool)).toBe(true);
    await waitUntil(() => !isAlive(tool), { what: 'the tool to end' });
    await world.line.recover(() => true);
    expect(world.store.get(id)).toMatchObject({ adopted: true, outcome: { kind: 'interrupted', cause: 'killed' }, removed: announced });
    // The files go in no order: it may have been the increments of the root folder, by which the tool knows what there is to do.
    const gone = announced.map((time) => `increments.${new Date(time * 1000).toISOString().replace('.000', '')}.dir`);
    for (const file of gone) await rm(join(world.repository, 'rdiff-backup-data', file));
    expect(await world.preview()).toMatchObject({ sessions: announced, held: null });
    await converges(world, announced, 'killed with its program');
  });

  it('by its own program, because a person has cancelled it', { timeout }, async () => {
    const world = keeping as Keeping;
    await asBefore(world);
    const { sessions: announced } = await world.preview();
    const { id } = await world.startRemoval(announced);
    let tool: number | undefined;
    await waitUntil(() => (tool = toolOf(leaderOf(world.home, id))) !== undefined, { what: 'the tool to start', everyMs: 1 });
    await waitUntil(() => world.store.get(id).step?.name === 'remove', { what: 'the step to be noted', everyMs: 1 });
    const held = heldUntilSignalled(tool);
    await world.line.cancel('www');
    await held;
    await world.backups.idle();
    expect(world.store.get(id)).toMatchObject({ outcome: { kind: 'cancelled', cause: 'by-user' }, removed: announced });
    await converges(world, announced, 'cancelled');
  });

  /** A removal whose program was killed while the tool is held where it is. */
  async function orphaned(world: Keeping): Promise<{ id: number; tool: number; leader: number; announced: number[] }> {
    const { sessions: announced } = await world.preview();
    const settings = join(world.dir, 'settings.json');
    await writeFile(settings, JSON.stringify(world.settings));
    const program = fileURLToPath(new URL('../office/remove-sessions.ts', import.meta.url));
    const child = spawn(process.execPath, [program, world.home, settings], { stdio: ['ignore', 'pipe', 'inherit'] });
    const id = Number(String(await new Promise((resolve) => child.stdout.once('data', resolve))));
    let tool: number | undefined;
    await waitUntil(() => (tool = toolOf(leaderOf(world.home, id))) !== undefined, { what: 'the tool to start', everyMs: 1 });
    process.kill(tool ?? 0, 'SIGSTOP');
    await waitUntil(() => world.store.get(id).step?.name === 'remove', { what: 'the step to be noted' });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    return { id, tool: tool ?? 0, leader: leaderOf(world.home, id), announced };
  }
});

/** Kills a whole process group, as the end of a machine does. */
function killGroup(leader: number): boolean {
  try {
    return leader > 1 && process.kill(-leader, 'SIGKILL');
  } catch {
    return false;
  }
}
