import { describe, expect, it, onTestFinished } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { missing } from '../office/needs.ts';
import { placingWorld, type PlacingWorld } from '../office/placing.ts';
import { random } from '../office/random.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 12);
const rounds = Array.from({ length: everyRound ? 100 : 12 }, (_, round) => round);
const nobody = missing.root === undefined ? 65_534 : 0;
let halfway = 0;
/** Asks again, killed each time a few steps further, until it comes to its end. */
async function untilEnd(ask: (killAt?: number) => Promise<Record<string, unknown> | null>, kills: readonly number[]) {
  for (const killAt of kills) {
    const end = await ask(killAt);
    if (end !== null) return end;
  }
  return ask();
}

describe(`a placing that is killed (seed ${seed})`, () => {
  it.each(rounds)(
    'K9: is finished or taken back, and undone to the exact former tree, by hands that are killed: round %i',
    async (round) => {
      const numbers = random(seed * 1000 + round);
      const options = { most: 9, exact: round % 2 === 1, inside: round % 4 >= 2, owner: round % 3 === 2 ? nobody : 0 };
      const world = await placingWorld(numbers, options);
      onTestFinished(() => world.close());
      const kills = (count: number) => Array.from({ length: count }, () => numbers.int(1, 40));

      const placed = await world.place(numbers.int(1, numbers.pick([14, 14, 40])));
      if (placed === null) halfway += 1;
      const how = numbers.pick(['forward', 'back'] as const);
      const settled = await untilEnd((killAt) => world.settle(how, killAt), kills(2));
      expect(world.isGuardIntact()).toBe(true);
      expect(await world.settle(how)).toMatchObject({ state: settled?.['state'] });
      expect(settled?.['state']).toMatch(how === 'forward' ? /^(placed|nothing)$/ : /^(rolled-back|nothing)$/);

      const isPlaced = settled?.['state'] === 'placed';
      expect(timesAside(world, options.inside)).toEqual(timesAside(world, options.inside, isPlaced ? world.after : world.before));

      if (isPlaced) await untilEnd((killAt) => world.undo(settled['aside'], killAt), kills(3));
      expect(timesAside(world, options.inside)).toEqual(timesAside(world, options.inside, world.before));
      expect(world.isGuardIntact()).toBe(true);
      await world.sweep();
      expect(await world.leftovers()).toEqual([]);
    },
  );

  it('was cut off in the middle often enough', () => {
    console.log(`hand-place-kills.test.ts: ${String(halfway)} kills of ${String(rounds.length)} left a half (seed ${String(seed)})`);
    expect(halfway).toBeGreaterThan(rounds.length / 2);
  });
});

/** A work folder inside the target, which comes and goes, leaves its mark on the target's own time. */
function timesAside(world: PlacingWorld, inside: boolean, found = world.now()) {
  const own = found.get('');
  return inside && own ? new Map([...found, ['', { ...own, time: '' }]]) : found;
}
