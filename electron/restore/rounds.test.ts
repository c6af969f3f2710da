import { describe, expect, it } from 'vitest';
import { lostIn } from './rounds.ts';

/** As many entries as are wished for, some of them broken; one that is broken ends a round. */
async function tried(count: number, isBroken: (entry: number) => boolean) {
  const come = new Set<number>();
  let rounds = 0;
  const all = Array.from({ length: count }, (_, entry) => entry);
  const ended = await lostIn(all, (part) => {
    rounds += 1;
    const stop = part.findIndex(isBroken);
    const missing = stop === -1 ? [] : part.slice(stop);
    for (const entry of part.slice(0, part.length - missing.length)) come.add(entry);
    return Promise.resolve({ kind: 'done', value: { missing, endedWell: stop === -1 } });
  });
  return { lost: ended.kind === 'done' ? ended.value.toSorted((one, other) => one - other) : ended.kind, come: come.size, rounds };
}
const upTo = (count: number) => Array.from({ length: count }, (_, entry) => entry);

describe('what cannot be rebuilt is found, and nothing else is called lost (K7, B4)', () => {
  it('nothing wanted, nothing done', async () => {
    expect(await tried(0, () => true)).toEqual({ lost: [], come: 0, rounds: 0 });
  });

  it('a few: one round for each, and one that goes through', async () => {
    expect(await tried(100, (entry) => entry % 40 === 0)).toEqual({ lost: [0, 40, 80], come: 97, rounds: 4 });
  });

  it.each([41, 60, 150])('%i in a row, and whole ones behind them', async (broken) => {
    expect(await tried(2000, (entry) => entry < broken)).toMatchObject({ lost: upTo(broken), come: 2000 - broken });
  });

  it('a hundred here and there', async () => {
    const { lost, come } = await tried(2000, (entry) => entry % 20 === 7);
    expect([lost.length, come]).toEqual([100, 1900]);
  });

  it('thousands: it comes to an end, and nearly all that is whole has come', async () => {
    const { lost, come, rounds } = await tried(8000, (entry) => entry < 4000);
    expect(rounds).toBeLessThanOrEqual(400);
    expect(come).toBeGreaterThan(3900);
    expect(lost).toHaveLength(8000 - come);
  });

  it('ends with what a round ends with', async () => {
    expect(await lostIn([1, 2], () => Promise.resolve({ kind: 'cancelled' }))).toEqual({ kind: 'cancelled' });
  });
});
