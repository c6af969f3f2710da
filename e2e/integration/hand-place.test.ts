import { describe, expect, it, onTestFinished } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { missing } from '../office/needs.ts';
import { placingWorld } from '../office/placing.ts';
import { random } from '../office/random.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 11);
const rounds = Array.from({ length: everyRound ? 200 : 16 }, (_, round) => round);
const nobody = missing.root === undefined ? 65_534 : 0;

describe(`I8: placing what was staged (seed ${seed})`, () => {
  it.each(rounds)('brings the merged tree and, put back, the exact former one: round %i', async (round) => {
    const [exact, inside, owner] = [round % 2 === 1, round % 4 >= 2, round % 3 === 2 ? nobody : 0];
    const world = await placingWorld(random(seed * 1000 + round), { exact, inside, owner });
    onTestFinished(() => world.close());
    const { replace, extra, sameIndexes } = (await world.survey()) as { replace: number; extra: number; sameIndexes: number[] };
    // A link may be the same in both by chance.
    expect({ replace: replace + sameIndexes.length, remove: extra }).toEqual(world.order.confirmed);
    const end = await world.place();
    expect(end).not.toHaveProperty('failed');
    expect(world.now()).toEqual(world.after);
    expect(await world.survey()).toMatchObject({ create: 0, replace: 0, extra: 0, same: world.staged.size });

    expect(await world.undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 0, aside: null });
    expect(world.now()).toEqual(world.before);
    expect(world.isGuardIntact()).toBe(true);
    expect(await world.leftovers()).toEqual([]);
  });
});
