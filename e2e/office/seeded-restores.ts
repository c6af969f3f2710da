import type { Outcome } from '../../electron/contract/outcome.ts';
import type { RestoreOrder, RestoreReport } from '../../electron/contract/restore.ts';
import type { Action, Run } from '../../electron/contract/run.ts';
import { sampleReport, sampleRun } from '../../electron/contract/samples.testing.ts';
import { tables } from '../../electron/engine.ts';
import { createSettingsStore } from '../../electron/jobs/jobs.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { createRunStore } from '../../electron/runs/runs.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export type RestoreStory =
  'done' | 'damaged' | 'refused' | 'unrecorded' | 'failed' | 'undone' | 'half-undone' | 'verified' | 'tried' | 'broken-trial';
/** The runs of a seeded home that restored or proved something, by what came of them, and the session that they are about (epoch s). */
export type SeededRestores = { runs: Record<RestoreStory, number>; session: number };

type Told = {
  story: RestoreStory;
  action: Action;
  ago: number;
  outcome: Outcome;
  order?: Partial<RestoreOrder>;
  report: RestoreReport | null;
};

const ok: Outcome = { kind: 'ok', cause: null, facts: {} };
const incomplete = (cause: Outcome['cause'], count: number): Outcome => ({ kind: 'incomplete', cause, facts: { count } });
const good = { to: '/srv/www', path: '/srv/www', entries: 5_170, verified: 4_812, ofFiles: 4_812, bytes: 310_400_000 } as const;
const longName = `sites/${'a folder in a folder/'.repeat(5)}index.html`;

/** What the runs came to, the oldest first; each is about the session `session`. */
const told = (session: number): Told[] => [
  {
    story: 'failed',
    action: 'restore',
    ago: 5 * day,
    outcome: { kind: 'failed', cause: 'disk-full', facts: { to: '/srv/www' } },
    report: null,
  },
  {
    story: 'verified',
    action: 'verify',
    ago: 4 * day,
    outcome: incomplete('files-unrecorded', 461),
    report: sampleReport({ session, verified: 4_351, unrecorded: 461, ofFiles: 4_812, bytes: 310_400_000, ms: 48_000, copyMs: 46_000 }),
  },
  {
    story: 'unrecorded',
    action: 'restore',
    ago: 3 * day,
    outcome: incomplete('files-unrecorded', 461),
    order: { paths: ['sites/shop', 'sites/blog', longName] },
    report: sampleReport({ ...good, session, verified: 4_351, unrecorded: 461, created: 4_812, ms: 9_000, copyMs: 8_200 }),
  },
  {
    story: 'broken-trial',
    action: 'drill',
    ago: 2.5 * day,
    outcome: incomplete('files-damaged', 1),
    order: { drill: 'full' },
    report: sampleReport({
      session,
      verified: 4_811,
      ofFiles: 4_812,
      bytes: 310_400_000,
      ...{ damaged: [{ path: 'sites/shop/cart.php', why: 'hash', nearest: null }], damagedCount: 1, sessions: 30, wholeMs: 660_000 },
    }),
  },
  {
    story: 'tried',
    action: 'drill',
    ago: 50 * 60 * minute,
    outcome: ok,
    order: { drill: 'sample' },
    report: sampleReport({ session, verified: 1_240, ofFiles: 1_240, bytes: 82_000_000, ms: 14_000, copyMs: 11_000, wholeMs: 660_000 }),
  },
  {
    story: 'damaged',
    action: 'restore',
    ago: day,
    outcome: incomplete('files-damaged', 3),
    report: sampleReport({
      ...{ ...good, session, verified: 4_809, created: 4_809, byWay: { mirror: 4_700, increments: 100, tool: 9 } },
      ...{ ms: 62_000, copyMs: 55_000, damagedCount: 3 },
      damaged: [
        { path: 'sites/shop/cart.php', why: 'hash', nearest: { session: session - day / 1000, older: true, proved: true } },
        { path: 'sites/shop/\u202etxt.exe', why: 'missing', nearest: { session: session + day / 1000, older: false, proved: false } },
        { path: longName, why: 'unreadable', nearest: null },
      ],
    }),
  },
  {
    story: 'refused',
    action: 'restore',
    ago: 10 * 60 * minute,
    outcome: incomplete('entries-refused', 2),
    report: sampleReport({
      ...{ ...good, session, to: '/mnt/stick/www', path: '/mnt/stick/www', verified: 4_811, created: 5_168, unset: 4_870, split: 12 },
      ...{ byWay: { mirror: 4_799, increments: 12, tool: 0 }, ms: 41_000, copyMs: 38_000, damagedCount: 2 },
      damaged: [
        { path: 'sites/shop/current', why: 'unsupported', nearest: null },
        { path: 'sites/shop/notes: draft.txt', why: 'name', nearest: null },
      ],
    }),
  },
  {
    story: 'half-undone',
    action: 'undo',
    ago: 2 * 60 * minute,
    outcome: { kind: 'failed', cause: 'target-changed', facts: { path: longName } },
    report: null,
  },
  {
    story: 'undone',
    action: 'undo',
    ago: 60 * minute,
    outcome: ok,
    report: sampleReport({ session, to: '/srv/www', path: '/srv/www', entries: 40, verified: 0, ofFiles: 0, replaced: 38, removed: 2 }),
  },
  {
    story: 'done',
    action: 'restore',
    ago: 20 * minute,
    outcome: ok,
    report: sampleReport({
      ...{ ...good, session, created: 12, replaced: 38, removed: 3, same: 4_759, leftOut: 2 },
      ...{ byWay: { mirror: 4_600, increments: 210, tool: 2 }, ms: 72_000, copyMs: 61_000 },
      ...{ aside: '/srv/www.before-2026-11-29-131500', undo: 'possible' },
    }),
  },
];

/** Adds to the first job of that name in a seeded home one run of every kind that restores or proves something. */
export async function seedRestores(home: string, name: string, now = Date.now()): Promise<SeededRestores> {
  const { settings: document, settingsCopy: copy, database, files } = machinePorts(home, tables);
  const store = createRunStore(database);
  const { jobs } = await createSettingsStore({ document, copy, database, files }).load();
  const job = jobs.find((one) => one.name === name);
  const last = job && store.lastGoodOf(job.id);
  if (!job || !last?.session) throw new Error(`${name} has no good backup`);
  const { time: session } = last.session;
  const written = told(session).map(({ story, action, ago, outcome, order, report }): [RestoreStory, number] => {
    const startedAt = now - ago;
    const { id } = store.create({
      ...{ action, job: job.id, jobName: name, place: last.place, host: last.host, from: last.from, to: last.to },
      ...{ queuedAt: startedAt, owner: sampleRun().owner },
      restore: {
        session,
        paths: [''],
        to: '/srv/www',
        exact: false,
        special: false,
        withoutLinks: false,
        renamed: null,
        confirmed: { replace: 0, remove: 0 },
        of: null,
        drill: null,
        mail: false,
        ...order,
      },
    });
    const change: Partial<Run> = { state: 'done', startedAt, endedAt: startedAt + (report?.ms ?? 4_000), outcome, report };
    store.update(id, (run) => ({ ...run, ...change }));
    return [story, id];
  });
  database.close();
  return { runs: Object.fromEntries(written) as SeededRestores['runs'], session };
}
