import { createLetters } from '../../electron/alerts/alerts.ts';
import type { Alerts, Letter, MailTrouble } from '../../electron/contract/alerts.ts';
import type { Job } from '../../electron/contract/job.ts';
import type { Outcome } from '../../electron/contract/outcome.ts';
import type { Run } from '../../electron/contract/run.ts';
import { sampleHost, sampleJob, sampleRun, sampleSession } from '../../electron/contract/samples.testing.ts';
import { tables } from '../../electron/engine.ts';
import { createSettingsStore } from '../../electron/jobs/jobs.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { createRunStore, type RunStore } from '../../electron/runs/runs.ts';
import { createPauses } from '../../electron/schedule/schedule.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What one run was and what it came to, so many hours ago. */
type Told = [hoursAgo: number, outcome: Outcome, action?: Run['action']];
/** A job whose records lead to one incident; its newest run is the last. */
type Story = { name: string; from?: string; createdAgo?: number; runs: Told[] };

const ok: Outcome = { kind: 'ok', cause: null, facts: {} };
const bad = (kind: Outcome['kind'], cause: Outcome['cause'], facts: Outcome['facts'] = {}): Outcome => ({
  kind,
  cause,
  facts: { address: 'web1.example.com', port: 22, user: 'backup', ...facts },
});

const stories = {
  failed: {
    name: 'website',
    from: 'web1:/var/www',
    runs: [
      [20, ok],
      [2, bad('failed', 'timed-out')],
    ],
  },
  incomplete: {
    name: 'shared files of the northern branch office - floor 2 and above',
    from: 'web1:/srv/share',
    runs: [
      [20, ok],
      [3, bad('incomplete', 'files-not-saved', { count: 3, first: 'var/‮txt.exe' })],
    ],
  },
  suspicious: {
    name: '会計',
    from: 'web1:/home',
    runs: [
      [20, ok],
      [4, bad('suspicious', 'source-shrunk', { before: 12_852, after: 17 })],
    ],
  },
  stuck: {
    name: 'mail archive',
    runs: [
      [20, bad('interrupted', 'killed')],
      [5, bad('stuck', 'dead-end')],
    ],
  },
  'host-key': {
    name: 'mail1',
    from: 'web1:/var/vmail',
    runs: [
      [20, ok],
      [6, bad('failed', 'host-key-changed')],
    ],
  },
  overdue: { name: 'laptops', runs: [[75, ok]] },
  'never-ran': { name: 'new server', createdAgo: 5 * day, runs: [] },
  paused: { name: 'test', runs: [[100, ok]] },
  removal: {
    name: 'old projects',
    runs: [
      [20, ok],
      [1, bad('interrupted', 'killed'), 'remove'],
    ],
  },
  'disk-filling': { name: 'photos', runs: [100, 80, 60, 40, 20, 3].map((ago) => [ago, ok]) },
} satisfies Record<string, Story>;

const alerts: Alerts = {
  language: 'system',
  mail: {
    host: 'smtp.example.org',
    port: 587,
    tls: 'starttls',
    user: 'modosu@example.org',
    password: 'ask',
    from: 'modosu@example.org',
    to: ['admin@example.org', 'office-of-the-northern-branch@mail.of.a.subsidiary.example.org'],
  },
  mailOnSuccess: false,
  weeklyReport: true,
  log: { path: null, maxBytes: 1_000_000, keep: 5, journal: false },
  ping: 'https://hc-ping.example.org/6b1f2c9e-5b7a-4a53-9a8e-1f0c2d3e4f50',
  webhook: null,
};

/**
 * Fills a home with records that lead to one open incident of every cause but `engine-quiet`, which a program that looks has closed
 * already, and with mails that did not leave. No host is asked and no server: nothing is due, and the mail password is missing.
 */
export async function seedAlerts(home: string, now = Date.now()): Promise<void> {
  const { settings: document, settingsCopy: copy, database, files } = machinePorts(home, tables);
  const store = createRunStore(database);
  const host = sampleHost({ id: 'host-00000000', name: 'web1', address: 'web1.example.com' });
  const told = Object.entries<Story>(stories);
  // So much in each session that the disk lasts for nine days.
  const growth = Math.round((await files.space(home)).free / 11);
  const jobs = told.map(([cause, { name, from, createdAgo = 400 * day }], index) =>
    sampleJob({
      drillDays: null,
      id: `job-${index.toString(16).padStart(8, '0')}`,
      name,
      source: from === undefined ? { host: null, path: '/srv/data' } : { host: host.id, path: from.slice(from.indexOf(':') + 1) },
      // A forecast needs a disk.
      repository: { host: null, path: cause === 'disk-filling' ? home : `/backup/${cause}` },
      createdAt: now - createdAgo,
    }),
  );
  await createSettingsStore({ document, copy, database, files }).change((current) => ({ ...current, hosts: [host], jobs, alerts }));
  told.forEach(([cause, story], index) => {
    const job = jobs[index];
    if (!job) return;
    for (const run of story.runs) writeRun(store, job, run, { now, from: story.from, growth: cause === 'disk-filling' ? growth : 1e6 });
    if (cause === 'paused') createPauses(database).set({ job: job.id, since: now - 4 * day, until: null });
  });
  writeLetters(createLetters(database), now);
  database.close();
}

type Around = { now: number; from: string | undefined; growth: number };

function writeRun(store: RunStore, job: Job, [ago, outcome, action = 'backup']: Told, { now, from, growth }: Around): void {
  const startedAt = now - ago * hour;
  const { path: to } = job.repository;
  const { id } = store.create({
    action,
    job: job.id,
    jobName: job.name,
    place: `:${to}`,
    host: job.source.host,
    from: from ?? job.source.path,
    to,
    queuedAt: startedAt,
    owner: sampleRun().owner,
  });
  const hasSession = outcome.kind === 'ok' || outcome.kind === 'incomplete' || outcome.kind === 'suspicious';
  const change: Partial<Run> = {
    state: 'done',
    startedAt,
    endedAt: startedAt + 8 * 60_000,
    outcome,
    session: hasSession ? sampleSession({ time: Math.floor(startedAt / 1000), destinationChange: growth }) : null,
  };
  store.update(id, (run) => ({ ...run, ...change }));
}

function writeLetters(letters: ReturnType<typeof createLetters>, now: number): void {
  const add = (key: string, to: string, subject: string, at: number) =>
    letters.add({ messageId: `<${key}@example.org>`, to, subject, text: '', at });
  add('1', 'nobody@example.org', '[modosu] web1:/var/www → /backup/www: failed', now - 5 * hour);
  add('2', 'admin@example.org', '[modosu] web1:/srv/share → /backup/share: incomplete', now - 3 * hour);
  const [second, first] = letters.list(2);
  const inVain = (letter: Letter | undefined, tries: number, why: { trouble: MailTrouble; line: string }) => {
    for (let done = 0; letter && done < tries; done += 1) letters.failed(letter.id, { ...why, now });
  };
  inVain(first, 3, { trouble: 'recipient-refused', line: '550 5.1.1 no such user here' });
  inVain(second, 4, { trouble: 'timed-out', line: '' });
}

/** Lets every run of a home have happened this much earlier (ms); what its repositories hold stays as it is. */
export function ageRuns(home: string, ms: number): void {
  const { database } = machinePorts(home, tables);
  const store = createRunStore(database);
  const earlier = (at: number | null) => (at === null ? null : at - ms);
  for (const { id } of store.list(null, 1000))
    store.update(id, (run) => ({
      ...run,
      queuedAt: run.queuedAt - ms,
      startedAt: earlier(run.startedAt),
      endedAt: earlier(run.endedAt),
    }));
  database.close();
}
