import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { bringIndex, indexFits } from '../office/built-index.ts';
import { buildApart, buildKilled } from '../office/index-child.ts';
import { readIndex } from '../office/index-content.ts';
import { random } from '../office/random.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { addSyntheticSession, writeSyntheticRepository } from '../office/synthetic-repository.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const rounds = Array.from({ length: everyRound ? 30 : 4 }, (_, round) => ({
  round,
  work: round % 2 === 0 ? ('built' as const) : ('brought forward' as const),
}));
const sessions = 14;

describe(`an index whose builder is killed (seed ${String(seed)})`, () => {
  let place: Scratch | undefined;
  const room = (name: string) => join(place?.dir ?? '', name);
  const options = { files: 12_000, share: 0.03, seed: 5 };
  let usual = { built: 0, 'brought forward': 0 };

  beforeAll(async () => {
    place = await scratch('modosu-index-kills');
    await writeSyntheticRepository({ ...options, repository: room('before'), sessions });
    await cp(room('before'), room('after'), { recursive: true, preserveTimestamps: true });
    await addSyntheticSession({ ...options, repository: room('after'), sessions });
    const ms = async (repository: string, file: string, rebuild: boolean) => {
      const begun = performance.now();
      await buildApart(room(repository), room(file), { rebuild });
      return performance.now() - begun;
    };
    await ms('before', 'before.db', true);
    await cp(room('before.db'), room('forward.db'));
    usual = { 'brought forward': await ms('after', 'forward.db', false), built: await ms('after', 'after.db', true) };
  });
  afterAll(() => place?.remove());

  it.for(rounds)('is whole after the next time, killed while it is $work (round $round)', async ({ round, work }) => {
    const numbers = random(seed * 8191 + round);
    const file = room(`killed ${String(round)}.db`);
    await cp(room('before.db'), file);
    const rebuild = work === 'built';
    // The first third of its time a process only starts.
    const ms = Math.round(usual[work] * (0.3 + 0.7 * numbers.next()));
    const wasKilled = await buildKilled(room('after'), file, { rebuild, ms });
    const note = `${wasKilled ? 'killed' : 'ended'} after ${String(ms)} of about ${String(Math.round(usual[work]))} ms`;
    const fit = await indexFits(room('after'), file);
    // Until then the one before is there, or the new one, and whoever looks knows which.
    const [before, after] = [readIndex(room('before.db')), readIndex(room('after.db'))];
    expect(readIndex(file).rows, note).toEqual(fit === 'same' ? after.rows : before.rows);
    await bringIndex(room('after'), file);
    expect(await indexFits(room('after'), file), note).toBe('same');
    expect(readIndex(file).rows, note).toEqual(after.rows);
    expect(readIndex(file).sessions, note).toEqual(after.sessions);
    await removeTree(file);
  });

  it('is made anew when another repository with the same sessions has taken the place', async () => {
    await writeSyntheticRepository({ ...options, repository: room('foreign'), sessions, seed: 6 });
    await bringIndex(room('foreign'), room('foreign.db'), true);
    await cp(room('before.db'), room('moved.db'));
    await bringIndex(room('foreign'), room('moved.db'));
    expect(readIndex(room('moved.db')).rows).toEqual(readIndex(room('foreign.db')).rows);
  });
});
