import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { generatedIn, generateRepository } from '../office/generated-repository.ts';
import { handEnd } from '../office/hand.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { referenceTimes } from '../office/reference-reader.ts';
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
    const { source, repository } = generatedIn(dir);
    const past = new Map<number, Past>();
    try {
      for await (const { kind } of generateRepository({ dir, seed, round })) {
        if (kind !== 'session') continue;
        const time = referenceTimes(repository).at(-1) as number;
        past.set(time, { manifest: await manifestOf(source), owners: await ownersIn(source) });
      }
      // A kill may come too late to undo what it was meant for.
      for (const time of referenceTimes(repository).filter((each) => past.has(each))) {
        const records = planOf(repository, time);
        const task = { repository, session: time, records };
        const staged = await stageInto(dir, task, { workers: 2 });
        const streamed = await stageInto(dir, task, { stream: await readOut(repository, time, records) });
        // Of a group of hard links a stream has the first member alone: where that cannot be had, rdiff-backup gives the others, too.
        const more = againIn(streamed).filter((index) => !againIn(staged).includes(index));
        expect(more.filter((index) => records[index]?.links === '')).toEqual([]);
        expect(more.length > 0 || comparable(streamed)).toEqual(more.length > 0 || comparable(staged));
        for (const each of [staged, streamed]) {
          await complete(each, task);
          await expectSame(each.tree, past.get(time) as Past);
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
