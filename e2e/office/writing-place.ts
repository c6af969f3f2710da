import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { manifestOf } from './manifest.ts';
import { changeManyFiles } from './many-files.ts';
import { rdiffBackup } from './rdiff-backup.ts';
import { dataOf, markersIn } from './repository-data.ts';
import { scratch } from './scratch.ts';
import { modosuShell, type ModosuShell } from './shell.ts';
import { writeManyFiles } from './web-root.ts';

export const seed = Number(process.env['MODOSU_SEED'] ?? 7);

/** Where several want to write. */
export type Place = {
  dir: string;
  source: string;
  repository: string;
  shell: ModosuShell;
  change(day: number): Promise<void>;
  /** One whole backup by hand; answers what it must give back. */
  backUp(): Promise<{ time: number; manifest: Awaited<ReturnType<typeof manifestOf>> }>;
};

/** A folder and a path for its repository, both on this machine, and a job between them. */
export async function openPlace({ count = 60, job = true }: { count?: number; job?: boolean } = {}): Promise<Place> {
  const { dir, remove } = await scratch('modosu-writers');
  onTestFinished(remove);
  const [source, repository] = [join(dir, 'source'), join(dir, 'backup/repository')];
  await Promise.all([mkdir(source), mkdir(join(dir, 'backup'))]);
  await writeManyFiles(source, { count, seed });
  const shell = modosuShell(join(dir, 'home'));
  if (job) await addJob(shell, 'job', source, repository);
  return {
    dir,
    source,
    repository,
    shell,
    change: (day) => changeManyFiles(source, { seed, day }),
    backUp: async () => {
      const time = Math.floor(Date.now() / 1000) - 86_400;
      await rdiffBackup(['--current-time', String(time), 'backup', '--', source, repository]);
      return { time, manifest: await manifestOf(source) };
    },
  };
}

/** Adds a job that may go on with what others have written. */
export async function addJob(shell: ModosuShell, name: string, from: string, to: string): Promise<void> {
  const { code, stderr } = await shell.call('job', 'add', name, '--from', from, '--to', to, '--adopt');
  if (code !== 0) throw new Error(stderr);
}

/** One marker, a session that verifies, and as many statistics as sessions. */
export async function expectHealthy(repository: string, sessions?: number): Promise<void> {
  expect(await markersIn(repository)).toBe(1);
  const statistics = (await dataOf(repository)).filter((file) => file.startsWith('session_statistics.'));
  if (sessions !== undefined) expect(statistics).toHaveLength(sessions);
  await expect(rdiffBackup(['verify', repository])).resolves.toBeDefined();
}
