import type { Host } from '../../electron/contract/host.ts';
import type { Job } from '../../electron/contract/job.ts';
import type { Outcome } from '../../electron/contract/outcome.ts';
import type { Run } from '../../electron/contract/run.ts';
import { sampleHost, sampleJob, sampleRun, sampleSession } from '../../electron/contract/samples.testing.ts';
import { tables } from '../../electron/engine.ts';
import { createSettingsStore } from '../../electron/jobs/jobs.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { createRunStore } from '../../electron/runs/runs.ts';
import { createPauses, createSlots } from '../../electron/schedule/schedule.ts';
import { random } from './random.ts';
import { miss, scheduleOf, settle } from './seeded-schedule.ts';
import { long, longHost, plain, stories, type Story } from './seeded-stories.ts';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Fills a home with hosts, jobs and thirty nights of runs each, as records only: no repository and no server is behind them, and nothing is
 * due for the next half day.
 */
export async function seedHome(
  home: string,
  { jobs = stories.length, now = Date.now(), isLong = false }: { jobs?: number; now?: number; isLong?: boolean } = {},
): Promise<void> {
  const { settings: document, settingsCopy: copy, database, files } = machinePorts(home, tables);
  const [store, slots, pauses] = [createRunStore(database), createSlots(database), createPauses(database)];
  const newest = now - hour * 6;
  const told = isLong
    ? [...long, ...stories]
    : [...stories, ...Array.from({ length: Math.max(0, jobs - stories.length) }, (_, index) => plain(index))].slice(0, jobs);
  const hosts = ['web1', 'mail1', 'nas', ...(isLong ? [longHost] : [])].map((name, index) =>
    sampleHost({ id: `host-0000000${index}`, name, address: `${name}.example.com` }),
  );
  const made = told.map((story, index) => jobOf(story, index, hosts, newest));
  await createSettingsStore({ document, copy, database, files }).change((current) => ({ ...current, hosts, jobs: made }));
  database.exclusive(() => undefined);
  told.forEach((story, index) => {
    const job = made[index];
    if (!job) return;
    settle(slots, job, writeRuns({ store, slots }, story, job, newest), now);
    if (story.isPaused) pauses.set({ job: job.id, since: now - 2 * hour, until: null });
  });
  database.close();
}

function placeIn(text: string, hosts: readonly Host[]) {
  const [name = '', path = ''] = text.split(':');
  return text.startsWith('/') ? { host: null, path: text } : { host: hosts.find((host) => host.name === name)?.id ?? null, path };
}

const jobOf = ({ name, from, to, plan = 'daily' }: Story, index: number, hosts: readonly Host[], newest: number): Job =>
  sampleJob({
    drillDays: null,
    id: `job-${index.toString(16).padStart(8, '0')}`,
    name,
    source: placeIn(from, hosts),
    repository: placeIn(to, hosts),
    schedule: scheduleOf(plan, newest),
    createdAt: newest - 400 * day,
  });

type Records = { store: ReturnType<typeof createRunStore>; slots: ReturnType<typeof createSlots> };

/** Answers the newest backup. */
function writeRuns({ store, slots }: Records, story: Story, job: Job, newest: number): number | null {
  const chance = random(story.name.length);
  let last: number | null = null;
  story.nights.forEach((kind, index) => {
    const startedAt = newest - (story.nights.length - 1 - index) * day;
    if (kind === 'missed') {
      miss(slots, job.id, startedAt);
      return;
    }
    const { id } = store.create({
      ...recordOf(story, job, startedAt),
      trigger: kind === 'failed' ? 'retry' : index % 9 === 4 ? 'catch-up' : 'schedule',
    });
    last = id;
    const files = 4000 + story.name.length * 137 + index * 3;
    const good = kind === 'ok' || kind === 'incomplete';
    const session = sampleSession({
      time: Math.floor(startedAt / 1000),
      seconds: 40 + chance.next() * 400,
      files,
      bytes: story.bytes + index * 1e6,
      newFiles: Math.floor(chance.next() * 40),
      changedFiles: Math.floor(chance.next() * 200),
      incrementBytes: Math.floor(chance.next() * story.bytes * 0.01),
    });
    const facts = {
      address: `${story.from.split(':')[0]}.example.com`,
      port: 22,
      before: 12_852,
      now: 0,
      count: 3,
      first: 'var/‮txt.exe',
      user: 'backup',
    };
    const change: Partial<Run> = {
      state: 'done',
      startedAt,
      endedAt: startedAt + 60_000 + Math.floor(chance.next() * 900_000),
      outcome: { kind, cause: kind === 'ok' ? null : (story.cause ?? 'refused'), facts },
      session: good ? session : null,
    };
    store.update(id, (run) => ({ ...run, ...change }));
  });
  if (story.removed !== undefined) writeRemoval(store, story.removed, recordOf(story, job, newest + hour));
  return last;
}

const recordOf = ({ from, to }: Story, { id, name, source }: Job, queuedAt: number) => ({
  job: id,
  jobName: name,
  place: `:${to}`,
  host: source.host,
  from,
  to,
  queuedAt,
  owner: sampleRun().owner,
});

function writeRemoval(store: Records['store'], count: number, record: ReturnType<typeof recordOf>): void {
  const { id } = store.create({ ...record, action: 'remove', trigger: 'schedule' });
  const startedAt = record.queuedAt;
  const removed = Array.from({ length: count }, (_, index) => Math.floor((startedAt - (365 + count - index) * day) / 1000));
  const outcome: Outcome = { kind: 'ok', cause: null, facts: {} };
  store.update(id, (run) => ({ ...run, state: 'done', startedAt, endedAt: startedAt + 4000, outcome, removed }));
}
