import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeSome } from './pairs.ts';
import { random } from '../office/random.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring } from '../office/restoring.ts';
import { removeTree } from '../office/scratch.ts';
import { startSshd } from '../office/sshd.ts';
import { writeManyFiles } from '../office/web-root.ts';
import { measureRestorePairs } from './restore-pairs.ts';
import { measureUnverified } from './restore-unverified.ts';
import type { Row } from './row.ts';

const memoryDisk = '/dev/shm';
const firstTime = 1_772_000_000;
const day = 86_400;
const changedShare = 0.02;

/** Whole restores beside rdiff-backup's own and beside a plain copy of the mirror, and the restore of one file. */
export async function measureRestore(say: (line: string) => void, show: (row: Row) => void, only = ''): Promise<void> {
  const cases = [
    { name: '20,000 small files, RAM disk', on: memoryDisk, make: manySmall(20_000), pairs: 3, timesTool: 5 },
    { name: '20,000 small files', on: tmpdir(), make: manySmall(20_000), pairs: 3 },
    { name: '100,000 small files', on: tmpdir(), make: manySmall(100_000, 3), pairs: 2 },
    { name: '2 GB in 20 files', on: tmpdir(), make: fewLarge, pairs: 5 },
  ];
  for (const { name, on, make, pairs, timesTool = 1 } of cases.filter((one) => one.name.includes(only))) {
    const dir = await mkdtemp(join(on, 'modosu-bench-restore-'));
    const keys = join(dir, 'sshd');
    await mkdir(keys);
    const sshd = await startSshd({ dir: keys });
    try {
      say(`      backing up ${name}`);
      const [source, repository] = [join(dir, 'source'), join(dir, 'repository')];
      const times = await make(source, repository);
      const restoring = openRestoring(dir);
      await restoring.addHost('standby', sshd);
      await restoring.adopt('bench', source, repository);
      await restoring.ask('history.settled', { name: 'bench' });
      const origin = { dir, repository, times, name, restoring, sshd, isMany: make !== fewLarge, timesTool };
      await measureRestorePairs(origin, pairs, show);
      for (const where of ['here', 'SSH'] as const) {
        show(await measureUnverified(origin, { where, word: 'newest', time: times.at(-1) ?? 0, pairs }));
        show(await measureUnverified(origin, { where, word: 'oldest', time: times[0] ?? 0, pairs }));
      }
      await restoring.close();
    } finally {
      await sshd.dispose();
      await removeTree(dir);
    }
  }
}

const manySmall =
  (count: number, sessions = 6) =>
  async (source: string, repository: string) => {
    await mkdir(source, { recursive: true });
    await writeManyFiles(source, { count, seed: 1 });
    const times = Array.from({ length: sessions }, (_, number) => firstTime + number * day);
    for (const [number, time] of times.entries()) {
      if (number > 0) await changeSome(source, number, count * changedShare);
      await backUp(source, repository, time);
    }
    return times;
  };

async function fewLarge(source: string, repository: string): Promise<number[]> {
  const numbers = random(1);
  await mkdir(source, { recursive: true });
  for (let number = 0; number < 20; number += 1) await writeFile(join(source, `large ${String(number)}`), numbers.bytes(100_000_000));
  await backUp(source, repository, firstTime);
  await writeFile(join(source, 'large 0'), numbers.bytes(100_000_000));
  await backUp(source, repository, firstTime + day);
  return [firstTime, firstTime + day];
}

const backUp = (source: string, repository: string, time: number) =>
  rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', '--', source, repository]);
