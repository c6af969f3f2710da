import { appendFile, mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { missing } from '../office/needs.ts';
import { askHand, placingWorld } from '../office/placing.ts';
import { planRecord, snapshotOf } from '../office/placing-trees.ts';
import { random } from '../office/random.ts';
import { mountTmpfs, unmountTmpfs } from '../office/tmpfs.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 11);
const rounds = Array.from({ length: everyRound ? 400 : 24 }, (_, round) => round);
const nobody = missing.root === undefined ? 65_534 : 0;

async function world(round: number, options: Parameters<typeof placingWorld>[1] = {}) {
  const made = await placingWorld(random(seed * 1000 + round), options);
  onTestFinished(() => made.close());
  return made;
}

describe(`placing what was staged (seed ${seed})`, () => {
  it.each(rounds)('brings the merged tree and, undone, the exact former one: round %i', async (round) => {
    const owner = round % 3 === 2 ? nobody : 0;
    const { place, undo, after, before, now, staged, leftovers, isGuardIntact } = await world(round, {
      exact: round % 2 === 1,
      inside: round % 4 >= 2,
      owner,
    });
    const end = await place();
    expect(end).not.toHaveProperty('failed');
    expect(now()).toEqual(after);
    const undone = await undo(end?.['aside']);
    expect(undone).toMatchObject({ state: 'undone', changedSince: 0, aside: null });
    expect(now()).toEqual(before);
    expect(isGuardIntact()).toBe(true);
    expect(await leftovers()).toEqual(end?.['aside'] === null || round % 4 >= 2 ? [] : []);
    expect(staged.size).toBeGreaterThan(0);
  });
});
