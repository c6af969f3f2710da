import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Alerts } from '../contract/alerts.ts';
import type { RestoreOrder } from '../contract/restore.ts';
import type { Run } from '../contract/run.ts';
import { sampleJob, sampleReport, sampleRun } from '../contract/samples.testing.ts';
import { emptySettings, type Settings } from '../contract/settings.ts';
import { createWords } from '../contract/words/translate.ts';
import { openDatabase } from '../platform/database.ts';
import { fakeClock, fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import { createRunStore, runTables } from '../runs/runs.ts';
import { createIncidents, incidentTables } from './incidents.ts';
import { createLetters, letterTables } from './letters.ts';
import { createTeller } from './teller.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const killed = new Error('killed');
const order = (mail: boolean): RestoreOrder => ({
  ...{ session: noon / 1000, paths: [''], to: '/srv/www', exact: false, special: false, withoutLinks: false, of: null, drill: null, mail },
  renamed: null,
  confirmed: { replace: 0, remove: 0 },
});
const failed = { kind: 'failed', cause: 'disk-full', facts: {} } as const;

/** A home in which runs end; `dies` ends the program just before it notes that a run is told. */
function setup(alerts: Partial<Alerts> = {}, jobs: Settings['jobs'] = [sampleJob()]) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  const database = openDatabase(join(folder, 'history.db'), [...runTables, ...incidentTables, letterTables]);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const store = createRunStore(database);
  const incidents = createIncidents(database);
  const letters = createLetters(database);
  const settings: Settings = { ...emptySettings, jobs, alerts: { ...emptySettings.alerts, ...alerts } };
  const world = { dies: false };
  const open = () =>
    createTeller({
      ...{ clock: fakeClock(noon), files: fakeFiles(), processes: fakeProcesses(), store, home: '/home/me', machine: 'desk' },
      incidents: {
        ...incidents,
        claim: (run) => {
          if (world.dies) throw killed;
          return incidents.claim(run);
        },
      },
      overseer: {
        saying: () => ({ t: createWords('en'), language: 'en', now: noon }),
        post: (_, mail, key) => letters.add({ messageId: key, to: 'a@example.org', ...mail, at: noon }),
        about: () => ({ name: 'www', from: '/srv/www', to: '/backup/www', lastGood: undefined, run: undefined }),
      },
      pinger: { ping: () => undefined },
      settings: () => Promise.resolve(settings),
    });
  open();
  const end = (change: Partial<Run>) => {
    const { jobName, place, host, from, to, queuedAt, owner } = sampleRun();
    const draft = { job: 'job-0000000b', jobName, place, host, from, to, queuedAt, owner, action: change.action ?? 'restore' };
    const { id } = store.create(draft);
    store.update(id, (run) => ({ ...sampleRun({ action: 'restore', ...change }), id, job: run.job }));
  };
  return { world, end, open, queued: () => letters.list(9).map(({ messageId, subject }) => `${messageId} ${subject}`) };
}

it('queues the report that was wished for once, also when the program is killed before it has noted that (H4)', async () => {
  const { world, end, open, queued } = setup();
  end({ restore: order(true), report: sampleReport({ to: '/srv/www' }) });
  world.dies = true;
  await expect(open().ended()).rejects.toBe(killed);
  const once = ['run-1 [modosu] www → /srv/www: restore succeeded'];
  expect(queued()).toEqual(once);
  world.dies = false;
  const teller = open();
  await Promise.all([teller.ended(), open().ended()]);
  await teller.ended();
  expect(queued()).toEqual(once);
});

it.each<[string, Partial<Run>, boolean]>([
  ['a restore', { restore: order(true), report: sampleReport() }, true],
  ['a restore without a wish', { restore: order(false), report: sampleReport() }, false],
  ['a restore that failed before there was a report', { restore: order(true), outcome: failed }, true],
  ['an undo', { action: 'undo', restore: order(true), report: sampleReport() }, true],
  ['a verification', { action: 'verify', restore: order(true), report: sampleReport() }, true],
  ['a drill that found something', { action: 'drill', restore: order(true), report: sampleReport(), outcome: failed }, true],
  ['a backup', { action: 'backup' }, false],
])('mailed on a wish, or not: %s', async (_, change, isMailed) => {
  const { end, open, queued } = setup();
  end(change);
  await open().ended();
  expect(queued().length).toBe(isMailed ? 1 : 0);
});

it.each<[string, Partial<Run>, boolean]>([
  ['a restore that was not wished for', { restore: order(false), report: sampleReport() }, true],
  ['one that was: one mail all the same', { restore: order(true), report: sampleReport() }, true],
  ['a restore without a report', { restore: order(false), outcome: failed }, false],
  ['a drill that found something, which is an incident', { action: 'drill', report: sampleReport(), outcome: failed }, false],
  ['a backup', { action: 'backup' }, true],
  ['a backup that failed, which is an incident', { action: 'backup', outcome: failed }, false],
])('where every good run is mailed: %s', async (_, change, isMailed) => {
  const { end, open, queued } = setup({ mailOnSuccess: true });
  end(change);
  await open().ended();
  expect(queued().length).toBe(isMailed ? 1 : 0);
});

it('mails the wished report also of a job that is gone by now', async () => {
  const { end, open, queued } = setup({}, []);
  end({ restore: order(true), report: sampleReport({ to: '/srv/www' }) });
  await open().ended();
  expect(queued()).toEqual(['run-1 [modosu] www → /srv/www: restore succeeded']);
});
