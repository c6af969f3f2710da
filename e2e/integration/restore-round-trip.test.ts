import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { dressSome } from '../office/attributes.ts';
import { onlyBelow } from '../office/chosen.ts';
import { generatedPast } from '../office/generated-past.ts';
import { differences } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { isArgument, plainlyRestored, wholeOf, type Whole } from '../office/plain-restore.ts';
import { random } from '../office/random.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { choices, closedWay, differencesFrom, openHosts, openWays, type Hosts, type Reach, type Way } from '../office/round-trip.ts';
import { removeTree } from '../office/scratch.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 23);
const rounds = everyRound ? Array.from({ length: 20 }, (_, round) => round) : [2];
const hasLists = missing.root === undefined && missing.acl === undefined;
/** Rounds whose files have lists and attributes: of both sorts of repository in which no session is killed. */
const dressed = [2, 7, 14, 19];
const everything = { what: 'everything', paths: [''] };
const sources = ['mirror', 'increments', 'tool'] as const;
/** Of what each way has given files of each selection. */
const given = new Set<string>();

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)(
  `what is restored is what was backed up, and what rdiff-backup itself restores (seed ${String(seed)})`,
  () => {
    let hosts: Hosts | undefined;
    beforeAll(async () => {
      hosts = await openHosts();
    });
    afterAll(() => hosts?.close());

    it.for(rounds)('of every session: everything, a folder, one file, some of each (round %i)', { timeout: 900_000 }, async (round) => {
      const dir = join(hosts?.dir ?? '', String(round));
      const numbers = random(seed * 7919 + round);
      const alter = hasLists && dressed.includes(round) ? (tree: string, time: number) => dressSome(tree, seed + time) : undefined;
      const past = await generatedPast({ dir, seed, round, alter }, wholeOf);
      const told = [...past.values()].flatMap(({ attributes }) => [...attributes.values()]);
      expect(told.some((one) => /posix_acl|user\./.test(one))).toBe(alter !== undefined);
      const reach = await (hosts as Hosts).reach(dir);
      try {
        for (const [number, time] of share([...past.keys()]).entries()) {
          const whole = past.get(time) as Whole;
          const task = { reach, time, whole };
          const some = choices(whole.manifest, numbers);
          const way = openWays[(number + round) % openWays.length] ?? 'here';
          for (const each of everyRound ? openWays : [openWays[0], way]) await expectSame({ ...task, way: each }, everything);
          for (const choice of some) await expectSame({ ...task, way }, choice);
          // What is slow is done for some of the sessions, if not for each.
          if (number % 4 === 0)
            await expectSame({ ...task, way: closedWay }, [everything, ...some][(round + (number >> 2)) % 4] ?? everything);
          const byTool =
            everyRound || number === 0 ? await restoredDifferences({ repository: reach.repository, time, ...whole, scratchDir: dir }) : [];
          expect(byTool, `rdiff-backup at ${String(time)}`).toEqual([]);
        }
      } finally {
        await reach.close();
        await removeTree(dir);
      }
    });

    it('every way has given every selection out of the mirror, of increments, and by rdiff-backup', () => {
      const selections = ['everything', 'a folder', 'one file', 'some of each'];
      const all = openWays.flatMap((way) => selections.flatMap((what) => sources.map((source) => `${way}: ${what}: ${source}`)));
      const alone = selections.map((what) => `${closedWay}: ${what}: tool`);
      const plainly = ['a folder', 'one file'].map((what) => `plain rdiff-backup: ${what}`);
      const wanted = everyRound ? [...all, ...alone, ...plainly] : sources.map((source) => `here: everything: ${source}`);
      expect(wanted.filter((one) => !given.has(one))).toEqual([]);
      expect([...given].filter((one) => one.startsWith(closedWay) && !one.endsWith('tool'))).toEqual([]);
    });
  },
);

/** The oldest, one in the middle, and the newest, where not all are tried. */
const share = (times: number[]): number[] =>
  everyRound ? times : [...new Set([times[0], times[times.length >> 1], times.at(-1)])].flatMap((time) => time ?? []);

type Task = { reach: Reach; time: number; whole: Whole; way: Way };

/** Restores into a new folder and holds it against what was backed up. */
async function expectSame({ reach, time, whole, way }: Task, { what, paths }: { what: string; paths: string[] }): Promise<void> {
  const target = reach.newFolder();
  const note = `${way} at ${String(time)}: ${JSON.stringify(paths)}`;
  const { run } = await reach.restore(way, { time, paths, target });
  expect({ outcome: run.outcome, damaged: run.report?.damaged }, note).toEqual({
    outcome: { kind: 'ok', cause: null, facts: {} },
    damaged: [],
  });
  expect([run.report?.verified, run.report?.unrecorded], note).toEqual([run.report?.ofFiles, 0]);
  expect(await differencesFrom(whole, paths, target), note).toEqual([]);
  for (const source of sources) if ((run.report?.byWay[source] ?? 0) > 0) given.add(`${way}: ${what}: ${source}`);
  if (paths.length === 1 && paths.every((path) => path !== '' && isArgument(path) && !isInOther(reach.repository, path))) {
    await expectPlain({ reach, time, path: paths[0] ?? '', target });
    given.add(`plain rdiff-backup: ${what}`);
  }
  await removeTree(target);
}

/** Whether something called rdiff-backup-data lies beside a path or above it, which makes another repository of its folder for rdiff-backup. */
const isInOther = (repository: string, path: string): boolean =>
  path.split('/').some((_, depth, names) => {
    const folder = Buffer.from(`/${names.slice(0, depth + 1).join('/')}/rdiff-backup-data`, 'latin1');
    return existsSync(Buffer.concat([Buffer.from(repository), folder]));
  });

/** Holds what was restored of one folder or file, which rdiff-backup can be told as an argument, against what plain rdiff-backup restores of it. */
async function expectPlain({ reach, time, path, target }: { reach: Reach; time: number; path: string; target: string }): Promise<void> {
  const into = reach.newFolder();
  const [ours, plain] = [await wholeOf(target), await plainlyRestored(reach.repository, { time, path, into })];
  const note = `${JSON.stringify(path)} at ${String(time)} beside plain rdiff-backup`;
  expect(differences(onlyBelow(ours.manifest, [path]), plain.manifest), note).toEqual([]);
  expect(differences(onlyBelow(ours.attributes, [path]), plain.attributes), note).toEqual([]);
  await removeTree(into);
}
