import type { Host } from '../../electron/contract/host.ts';
import type { Job } from '../../electron/contract/job.ts';
import type { Outcome } from '../../electron/contract/outcome.ts';
import type { Run } from '../../electron/contract/run.ts';
import { sampleHost, sampleJob, sampleRun, sampleSession } from '../../electron/contract/samples.testing.ts';
import { runTables } from '../../electron/engine.ts';
import { createSettingsStore } from '../../electron/jobs/jobs.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { createRunStore } from '../../electron/runs/runs.ts';
import { random } from './random.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A job as it stands in a seeded home: what its last thirty nights came to, the newest last. */
type Story = { name: string; from: string; to: string; bytes: number; nights: (Outcome['kind'] | 'none')[]; cause?: Outcome['cause'] };

const nights = (count: number, ...ends: Story['nights']): Story['nights'] => [
  ...Array.from({ length: count - ends.length }, () => 'ok' as const),
  ...ends,
];

const stories: readonly Story[] = [
  {
    name: 'mail1',
    from: 'mail1:/var/vmail',
    to: '/backup/mail1',
    bytes: 84e9,
    nights: nights(30, 'failed', 'failed', 'failed'),
    cause: 'timed-out',
  },
  { name: 'web1', from: 'web1:/var/www', to: '/backup/web1', bytes: 3.1e8, nights: [...nights(18, 'failed'), ...nights(12)] },
  { name: 'files', from: 'nas:/srv/share', to: '/backup/files', bytes: 1.2e12, nights: nights(30, 'incomplete'), cause: 'files-not-saved' },
  { name: 'accounting 会計', from: 'web1:/home', to: '/backup/acc', bytes: 7.7e9, nights: nights(21) },
  { name: 'new server', from: 'nas:/srv/new', to: '/backup/new', bytes: 0, nights: [] },
];

const longHost = 'storage-of-the-northern-branch-office-in-the-basement-rack-4-b12';

/** As long as a name may be, once with blanks and once without any, and paths that fit on no line. */
const long: readonly Story[] = [
  {
    name: 'customer archive of the northern branch office - floor 2 - since',
    from: `${longHost}:/srv/${'a folder in a folder/'.repeat(12)}end`,
    to: `/backup/${'without-any-blank-to-break-at-'.repeat(6)}`,
    bytes: 8.4e13,
    nights: nights(30, 'failed'),
    cause: 'timed-out',
  },
  {
    name: '北部支店お客様文書アーカイブ二〇〇九年以降保存分'.padEnd(64, '永'),
    from: `web1:/srv/${'文書'.repeat(40)}`,
    to: '/backup/archive',
    bytes: 1.2e12,
    nights: nights(30, 'suspicious'),
    cause: 'source-empty',
  },
];

const plain = (index: number): Story => ({
  name: `server ${String(index + 1).padStart(3, '0')}`,
  from: `web1:/srv/data-${index + 1}`,
  to: `/backup/server-${index + 1}`,
  bytes: 1e9 + index * 1e8,
  nights: index % 9 === 4 ? nights(30, 'failed') : nights(30),
  ...(index % 9 === 4 ? { cause: 'refused' as const } : {}),
});

/** Fills a home with hosts, jobs and thirty nights of runs each, as records only: no repository and no server is behind them. */
export async function seedHome(
  home: string,
  { jobs = stories.length, now = Date.now(), isLong = false }: { jobs?: number; now?: number; isLong?: boolean } = {},
): Promise<void> {
  const { settings: document, settingsCopy: copy, database, files } = machinePorts(home, runTables);
  const store = createRunStore(database);
  const told = isLong
    ? [...long, ...stories]
    : [...stories, ...Array.from({ length: Math.max(0, jobs - stories.length) }, (_, index) => plain(index))].slice(0, jobs);
  const hosts = ['web1', 'mail1', 'nas', ...(isLong ? [longHost] : [])].map((name, index) =>
    sampleHost({ id: `host-0000000${index}`, name, address: `${name}.example.com` }),
  );
  const made = told.map((story, index) => jobOf(story, index, hosts, now));
  await createSettingsStore({ document, copy, database, files }).change((current) => ({ ...current, hosts, jobs: made }));
  database.exclusive(() => undefined);
  told.forEach((story, index) => {
    const job = made[index];
    if (job) writeRuns(store, story, job, now - hour * 6);
  });
  database.close();
}

function placeIn(text: string, hosts: readonly Host[]) {
  const [name = '', path = ''] = text.split(':');
  return text.startsWith('/') ? { host: null, path: text } : { host: hosts.find((host) => host.name === name)?.id ?? null, path };
}

const jobOf = ({ name, from, to }: Story, index: number, hosts: readonly Host[], now: number): Job =>
  sampleJob({
    id: `job-${index.toString(16).padStart(8, '0')}`,
    name,
    source: placeIn(from, hosts),
    repository: placeIn(to, hosts),
    createdAt: now - 400 * day,
  });

function writeRuns(store: ReturnType<typeof createRunStore>, story: Story, job: Job, newest: number): void {
  const chance = random(story.name.length);
  story.nights.forEach((kind, index) => {
    if (kind === 'none') return;
    const startedAt = newest - (story.nights.length - 1 - index) * day;
    const { id } = store.create({
      job: job.id,
      jobName: job.name,
      place: `:${story.to}`,
      host: job.source.host,
      from: story.from,
      to: story.to,
      queuedAt: startedAt,
      owner: sampleRun().owner,
    });
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
}
