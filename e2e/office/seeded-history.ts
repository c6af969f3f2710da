import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '../../electron/contract/run.ts';
import { sampleJob, sampleRun, sampleSession } from '../../electron/contract/samples.testing.ts';
import { tables } from '../../electron/engine.ts';
import { createSettingsStore } from '../../electron/jobs/jobs.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { createRunStore } from '../../electron/runs/runs.ts';
import { createSlots } from '../../electron/schedule/schedule.ts';
import { miss } from './seeded-schedule.ts';
import { writeSyntheticRepository, type SyntheticRepository } from './synthetic-repository.ts';

const [hour, day] = [3_600_000, 86_400_000];

export type SeededHistory = SyntheticRepository & {
  /** Epoch ms of what did not become a session. */
  failedAt: number;
  missedAt: number;
};

/** How many sessions a seeded history has: one a night, over a year and two months. */
export const nights = 430;

/**
 * Fills a home with one job, `archive`, and a repository of more than a year that can be looked at but not restored from. The newest session is six
 * hours old; a run failed 30 days before it, another was missed 60 days before, each half a day after a session.
 */
export async function seedHistory(home: string, repository: string, now = Date.now()): Promise<SeededHistory> {
  const newest = Math.floor((now - 6 * hour) / 1000);
  const firstTime = newest - ((nights - 1) * day) / 1000;
  const written = await writeSyntheticRepository({ repository, files: 300, sessions: nights, share: 0.03, firstTime });

  const { settings: document, settingsCopy: copy, database, files } = machinePorts(home, tables);
  const here = (path: string) => ({ host: null, path });
  const job = sampleJob({
    id: 'job-00000000',
    name: 'archive',
    source: here(home),
    repository: here(repository),
    schedule: null,
    drillDays: null,
  });
  await createSettingsStore({ document, copy, database, files }).change((current) => ({ ...current, jobs: [job] }));
  const [failedAt, missedAt] = [30, 60].map((ago) => newest * 1000 - ago * day + 12 * hour) as [number, number];
  const store = createRunStore(database);
  const ended = (at: number, change: Pick<Run, 'outcome' | 'session'>) => {
    const { owner } = sampleRun();
    const place = `:${repository}`;
    const { id } = store.create({
      job: job.id,
      jobName: job.name,
      place,
      host: null,
      from: home,
      to: repository,
      queuedAt: at - 60_000,
      owner,
    });
    store.update(id, (run) => ({ ...run, state: 'done', startedAt: at - 60_000, endedAt: at, ...change }));
  };
  ended(failedAt, { outcome: { kind: 'failed', cause: 'disk-full', facts: {} }, session: null });
  ended(newest * 1000, { outcome: { kind: 'ok', cause: null, facts: {} }, session: sampleSession({ time: newest }) });
  miss(createSlots(database), job.id, missedAt);
  database.close();
  return { ...written, failedAt, missedAt };
}

/** Cuts the metadata of one session of such a repository off in its middle. */
export async function damage({ repository, timeOf }: SyntheticRepository, session: number): Promise<void> {
  const stamp = new Date(timeOf(session) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  await truncate(join(repository, 'rdiff-backup-data', `mirror_metadata.${stamp}.diff.gz`), 60);
}
