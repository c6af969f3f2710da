import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { textOf } from '../../electron/contract/entry-path.ts';
import { generatedPast } from '../office/generated-past.ts';
import { generatedIn } from '../office/generated-repository.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { random, type Random } from '../office/random.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 23);
const rounds = Array.from({ length: everyRound ? 20 : 1 }, (_, round) => round);

const ways = ['here', 'onto a host', 'from a host', 'from a host onto it'] as const;
type Way = (typeof ways)[number];

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)(
  `what is restored is what was backed up, and what rdiff-backup itself restores (seed ${String(seed)})`,
  () => {
    let place: Scratch | undefined;
    let sshd: Sshd | undefined;
    beforeAll(async () => {
      place = await scratch('modosu-round-trip');
      const keys = join(place.dir, 'sshd');
      mkdirSync(keys);
      sshd = await startSshd({ dir: keys });
    });
    afterAll(async () => {
      await sshd?.dispose();
      await place?.remove();
    });

    it.for(rounds)('of every session: everything, a folder, one file, some of each (round %i)', { timeout: 900_000 }, async (round) => {
      const dir = join(place?.dir ?? '', String(round));
      const { source, repository } = generatedIn(dir);
      const numbers = random(seed * 7919 + round);
      const past = await generatedPast({ dir, seed, round }, manifestOf);
      const restoring = openRestoring(dir);
      try {
        await restoring.addHost('standby', sshd as Sshd);
        await restoring.adopt('here', source, repository);
        await restoring.adopt('there', source, `standby:${repository}`);
        const times = share([...past.keys()]);
        for (const [number, time] of times.entries()) {
          const manifest = past.get(time) as Manifest;
          const way = ways[(number + round) % ways.length] as Way;
          for (const way of everyRound ? ways : [ways[0], ways[(number + round) % ways.length] as Way])
            await expectSame(restoring, { dir, time, manifest, paths: [''], way });
          for (const paths of choices(manifest, numbers)) await expectSame(restoring, { dir, time, manifest, paths, way });
          // All of them where there is time for it.
          const byTool = everyRound || number === 0 ? await restoredDifferences({ repository, time, manifest, scratchDir: dir }) : [];
          expect(byTool, `rdiff-backup at ${String(time)}`).toEqual([]);
        }
      } finally {
        await restoring.close();
        await removeTree(dir);
      }
    });
  },
);

/** The oldest, one in the middle, and the newest, where not all are tried. */
const share = (times: number[]): number[] =>
  everyRound ? times : [...new Set([times[0], times[times.length >> 1], times.at(-1)])].flatMap((time) => time ?? []);

type Task = { dir: string; time: number; manifest: Manifest; paths: string[]; way: Way };
let count = 0;

/** Restores into a new folder and holds it against what was backed up. */
async function expectSame(restoring: Restoring, { dir, time, manifest, paths, way }: Task): Promise<void> {
  count += 1;
  const target = join(dir, 'out', `target ${String(count)}`);
  const name = way === 'here' || way === 'onto a host' ? 'here' : 'there';
  const to = way === 'here' || way === 'from a host' ? target : `standby:${target}`;
  const note = `${way} at ${String(time)}: ${JSON.stringify(paths)}`;
  const { run } = await restoring.restore({ name, at: String(time), paths: paths.map(entryPath), place: { kind: 'path', to } });
  expect({ outcome: run.outcome, damaged: run.report?.damaged }, note).toEqual({
    outcome: { kind: 'ok', cause: null, facts: {} },
    damaged: [],
  });
  expect([run.report?.verified, run.report?.unrecorded], note).toEqual([run.report?.ofFiles, 0]);
  expect(differences(await manifestOf(target), chosen(manifest, paths)), note).toEqual([]);
  await removeTree(target);
}

const entryPath = (latin: string): string => textOf(Buffer.from(latin, 'latin1'));

/** What a manifest has of some paths, with the folders above them; hard links to what was not chosen are files of their own. */
function chosen(manifest: Manifest, paths: readonly string[]): Manifest {
  if (paths.includes('')) return manifest;
  const isChosen = (path: string) => paths.some((one) => path === one || path.startsWith(`${one}/`));
  const isAbove = (path: string) => path === '.' || paths.some((one) => one.startsWith(`${path}/`));
  const kept = [...manifest].filter(([path]) => isChosen(path) || isAbove(path));
  const groups = Map.groupBy(kept, ([, line]) => groupOf(line));
  return new Map(kept.map(([path, line]) => [path, regrouped(line, groups.get(groupOf(line))?.map(([member]) => member) ?? [])]));
}

const groupNote = / same inode as (.*)$/s;
const groupOf = (line: string): string | undefined => groupNote.exec(line)?.[1];
const regrouped = (line: string, members: readonly string[]): string => {
  if (groupOf(line) === undefined) return line;
  return members.length > 1 ? line.replace(groupNote, () => ` same inode as ${members.toSorted()[0] ?? ''}`) : line.replace(groupNote, '');
};

/** A folder, one file, and a few entries of any kind. */
function choices(manifest: Manifest, numbers: Random): string[][] {
  const paths = [...manifest.keys()].filter((path) => path !== '.');
  const folders = paths.filter((path) => manifest.get(path)?.startsWith('folder'));
  const files = paths.filter((path) => manifest.get(path)?.startsWith('file'));
  const some = Array.from({ length: 4 }, () => numbers.pick(paths));
  return [folders, files].flatMap((list) => (list.length > 0 ? [[numbers.pick(list)]] : [])).concat([[...new Set(some)]]);
}
