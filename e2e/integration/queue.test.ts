import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../electron/contract/run.ts';
import { missing } from '../office/needs.ts';
import { writeManyFiles } from '../office/web-root.ts';
import { openWorld, type World } from '../office/world.ts';

const needs = missing.sshd ?? missing.rdiffBackup;

/** How many of the runs worked in the same moment. */
function mostAtOnce(runs: readonly Run[]): number {
  const starts = runs.map((run) => run.startedAt as number);
  return Math.max(...starts.map((at) => runs.filter((run) => (run.startedAt as number) <= at && at < (run.endedAt as number)).length));
}

describe.skipIf(needs)(`I11: the queue${needs ? ` (${needs})` : ''}`, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** Starts a job for each name at the same moment and waits for all of them. */
  async function runTogether(names: readonly string[], source: string): Promise<Run[]> {
    for (const name of names) await world.addJob(name, source, join(world.office.dir, 'backup', name));
    const ended = await Promise.all(names.map((name) => world.run(name)));
    expect(ended.map(({ code }) => code)).toEqual(names.map(() => 0));
    return ended.map(({ run }) => run);
  }

  it('lets three jobs of one host run one after another', async () => {
    expect(mostAtOnce(await runTogether(['one', 'two', 'three'], `web1:${world.office.webRoot}`))).toBe(1);
  });

  it('lets two local jobs run at the same time, and never three', async () => {
    const source = join(world.office.dir, 'local');
    await mkdir(source);
    await writeManyFiles(source, { count: 200, seed: 1 });
    expect(mostAtOnce(await runTogether(['a', 'b', 'c', 'd'], source))).toBe(2);
  });
});
