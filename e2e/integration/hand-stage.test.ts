import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { generatedPast } from '../office/generated-past.ts';
import { generatedIn } from '../office/generated-repository.ts';
import { handEnd } from '../office/hand.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { planBytes, planOf, type PlanRecord } from '../office/restore-plan.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { ownersIn, readOut, stageInto, type Staged } from '../office/staging.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 11);
const rounds = Array.from({ length: everyRound ? 20 : 1 }, (_, round) => round);
const isRoot = missing.root === undefined;

type Past = { manifest: Manifest; owners: Map<string, string> };

describe.skipIf(missing.rdiffBackup !== undefined)(`staging, beside what was backed up (seed ${String(seed)})`, () => {
  let place: Scratch | undefined;
  let taken = 0;
  beforeAll(async () => {
    place = await scratch('modosu-staging');
  });
  afterAll(() => place?.remove());

  it.for(rounds)('makes of every session the tree that was backed up (round %i)', async (round) => {
    const dir = join(place?.dir ?? '', String(round));
    const { repository } = generatedIn(dir);
    try {
      const past = await generatedPast({ dir, seed, round }, async (source) => ({
        manifest: await manifestOf(source),
        owners: await ownersIn(source),
      }));
      for (const [time, seen] of past) {
        const records = planOf(repository, time);
        const task = { repository, session: time, records };
        const staged = await stageInto(dir, task, { workers: 2 });
        const streamed = await stageInto(dir, task, { stream: await readOut(repository, time, records) });
        // Of a group of hard links a stream has the first member alone: where that cannot be had, rdiff-backup gives the others, too.
        const more = againIn(streamed).filter((index) => !againIn(staged).includes(index));
        expect(more.filter((index) => records[index]?.links === '')).toEqual([]);
        expect(comparable(streamed)).toEqual(without(staged, records, more));
        for (const each of [staged, streamed]) {
          await complete(each, task);
          await expectSame(each.tree, seen);
          expect(await handEnd({ op: 'sweep', work: each.work })).toEqual({ removed: true });
        }
        taken += Number(staged.end['verified']);
      }
    } finally {
      await removeTree(dir);
    }
  });

  it('has taken enough files from mirror and increments', () => {
    expect(taken).toBeGreaterThan(100 * rounds.length);
  });
});

const againIn = ({ end }: Staged) => end['again'] as number[];
const comparable = ({ end }: Staged) => ({ ...end, seconds: 0 });

/** What a hand would have staged that had left some more entries to rdiff-backup: of each group of links one, and its other names. */
function without(staged: Staged, records: readonly PlanRecord[], left: readonly number[]) {
  const firsts = [...new Map(left.map((index) => [records[index]?.links, records[index]] as const).reverse()).values()];
  const of = (way: string) => firsts.filter((record) => record?.way === way).length;
  const less: Record<string, number> = {
    files: left.length,
    verified: left.length,
    bytes: firsts.reduce((sum, record) => sum + Number(record?.size), 0),
    fromMirror: of('m'),
    fromIncrements: of('i'),
  };
  const counts = Object.entries(less).map(([name, count]) => [name, Number(staged.end[name]) - count] as const);
  return { ...comparable(staged), ...Object.fromEntries(counts), again: [...againIn(staged), ...left].sort((a, b) => a - b) };
}

/** Lets rdiff-backup restore what could be had in no other way, as the program does. */
async function complete(staged: Staged, { repository, session, records }: { repository: string; session: number; records: PlanRecord[] }) {
  const { work, end } = staged;
  expect(end['refused']).toEqual([]);
  const again = againIn(staged);
  if (again.length === 0) return;
  mkdirSync(join(work, 'tool'));
  await rdiffBackup(['restore', '--at', String(session), '--', repository, join(work, 'tool/1')]);
  const merged = await handEnd({ op: 'merge', work, into: 'tool/1', again, special: false }, planBytes(records));
  expect(merged).toMatchObject({ damaged: [], refused: [] });
  expect(Number(merged['verified']) + Number(merged['unrecorded'])).toBe(again.length);
}

async function expectSame(tree: string, { manifest, owners }: Past): Promise<void> {
  expect(differences(await manifestOf(tree), manifest)).toEqual([]);
  if (isRoot) expect(await ownersIn(tree)).toEqual(owners);
}
