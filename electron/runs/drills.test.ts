import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Cause, OutcomeKind } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import { sampleReport, sampleRun } from '../contract/samples.testing.ts';
import { openDatabase } from '../platform/database.ts';
import { drillTables } from './drills.ts';
import { createRunStore, runTables } from './run-store.ts';

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  const database = openDatabase(join(folder, 'history.db'), [...runTables, drillTables]);
  const store = createRunStore(database);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { jobName, place, host, from, to, queuedAt, owner } = sampleRun();
  const begin = (action: Run['action']) => store.create({ job: 'job-0000000a', jobName, place, host, from, to, queuedAt, owner, action });
  const end = (action: Run['action'], kind: OutcomeKind, cause: Cause | null, report: Run['report'] = null) =>
    store.update(begin(action).id, (run) => ({
      ...sampleRun({ action, outcome: { kind, cause, facts: {} }, report }),
      id: run.id,
      job: run.job,
    }));
  return { store, begin, end };
}

const ids = (drills: ReturnType<ReturnType<typeof setup>['store']['drillsOf']>) =>
  Object.fromEntries(Object.entries(drills).map(([key, run]) => [key, run?.id]));

it('the drills of a job: what is newest, what says something, what is good, what is a proof', () => {
  const { store, begin, end } = setup();
  const none = { newest: undefined, last: undefined, lastGood: undefined, proof: undefined };
  end('restore', 'ok', null, sampleReport());
  expect(ids(store.drillsOf('job-0000000a'))).toEqual(none);
  end('drill', 'ok', null, sampleReport());
  end('drill', 'incomplete', 'files-unrecorded', sampleReport());
  expect(ids(store.drillsOf('job-0000000a'))).toEqual({ newest: 3, last: 3, lastGood: 3, proof: 3 });
  end('drill', 'incomplete', 'files-damaged', sampleReport());
  end('drill', 'failed', 'refused');
  end('drill', 'busy', 'writer');
  end('drill', 'interrupted', 'killed');
  end('drill', 'cancelled', 'by-user');
  begin('drill');
  expect(ids(store.drillsOf('job-0000000a'))).toEqual({ newest: 9, last: 5, lastGood: 3, proof: 4 });
  expect(ids(store.drillsOf('job-0000000b'))).toEqual(none);
});
