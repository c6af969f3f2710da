import { describe, expect, it } from 'vitest';
import { IncidentCause, type Incident } from '../../electron/contract/incident.ts';
import type { JobStatus } from '../../electron/contract/requests.ts';
import { sampleRun, sampleSession } from '../../electron/contract/samples.testing.ts';
import { levelOfIncident, mattersOf } from './incident.ts';
import { helpAgainst } from './remedy.ts';

const run = sampleRun();
const job = (change: Partial<JobStatus> = {}): JobStatus => ({
  name: 'www',
  from: 'web1:/srv/www',
  to: '/backup/www',
  level: 'attention',
  lastGood: { run: 6, endedAt: 1000, session: sampleSession() },
  last: run,
  active: null,
  target: 1000,
  days: [],
  next: null,
  pause: null,
  proven: null,
  ...change,
});
const incident = (change: Partial<Incident> = {}): Incident => ({
  id: 1,
  job: run.job,
  jobName: 'www',
  cause: 'failed',
  openedAt: 1000,
  changedAt: 1000,
  closedAt: null,
  run: run.id,
  times: 1,
  facts: {},
  ...change,
});
const shown = (jobs: JobStatus[], incidents: Incident[]) =>
  mattersOf({ jobs, incidents }).map((matter) => [matter.incident?.id ?? null, matter.job?.name ?? null]);

describe('what needs a person', () => {
  it('is every incident, newest first, with its job', () => {
    const other = job({ name: 'mail', last: sampleRun({ job: 'job-0000000c' }) });
    const incidents = [incident(), incident({ id: 2, job: 'job-0000000c', openedAt: 3000 }), incident({ id: 3, cause: 'disk-filling' })];
    expect(shown([job(), other], incidents)).toEqual([
      [2, 'mail'],
      [3, 'www'],
      [1, 'www'],
    ]);
  });
  it('is also an incident of the program, and one whose job is gone', () => {
    const ofProgram = incident({ id: 4, job: null, jobName: null, cause: 'alerts-stuck', run: null });
    expect(shown([], [ofProgram, incident()])).toEqual([
      [4, null],
      [1, null],
    ]);
  });
  it('knows a renamed job by its runs, and one without runs by its name', () => {
    expect(shown([job({ name: 'renamed' })], [incident()])).toEqual([[1, 'renamed']]);
    expect(shown([job({ last: null, lastGood: null })], [incident({ cause: 'never-ran', run: null })])).toEqual([[1, 'www']]);
  });
  it('does not take another job of the same name for the one that an incident is about', () => {
    expect(shown([job({ last: sampleRun({ job: 'job-0000000c' }), level: 'protected' })], [incident()])).toEqual([[1, null]]);
  });
  it('is a job that is not protected though nothing is open, unless it is at work', () => {
    const fresh = job({ name: 'new', last: null, lastGood: null, level: 'at-risk' });
    const working = job({ name: 'working', active: sampleRun({ id: 9 }) });
    expect(shown([job({ level: 'protected' }), fresh, working], [])).toEqual([[null, 'new']]);
  });
  it('is at risk where nothing new is kept', () => {
    const levels = IncidentCause.options.map((cause) => [cause, levelOfIncident(incident({ cause }), job())]);
    expect(Object.fromEntries(levels)).toEqual({
      failed: 'attention',
      incomplete: 'attention',
      suspicious: 'attention',
      stuck: 'at-risk',
      'host-key': 'at-risk',
      overdue: 'at-risk',
      'never-ran': 'at-risk',
      paused: 'at-risk',
      removal: 'attention',
      'disk-filling': 'attention',
      'drill-failed': 'attention',
      'drill-overdue': 'attention',
      'engine-quiet': 'at-risk',
      'alerts-stuck': 'attention',
    });
    expect(levelOfIncident(incident(), job({ level: 'at-risk' }))).toBe('at-risk');
    expect(levelOfIncident(incident({ cause: 'disk-filling' }), job({ level: 'at-risk' }))).toBe('attention');
    expect(levelOfIncident(incident({ cause: 'drill-failed' }), job({ level: 'at-risk' }))).toBe('attention');
  });
});

describe('the one thing that helps', () => {
  const pause = { job: null, since: 0, until: null };
  const bad = sampleRun({ outcome: { kind: 'failed', cause: 'refused', facts: {} } });
  it.each([
    ['failed', 'test'],
    ['overdue', 'run'],
    ['paused', 'run'],
    ['disk-filling', 'job'],
    ['drill-failed', 'report'],
    ['drill-overdue', 'drill'],
    ['engine-quiet', 'settings'],
    ['alerts-stuck', 'mail'],
  ] as const)('against %s is %s', (cause, help) => {
    expect(helpAgainst(incident({ cause }), job(), bad)).toBe(help);
  });
  it('is to resume as long as the pause lasts, and the first backup where there is none', () => {
    expect(helpAgainst(incident({ cause: 'paused' }), job({ pause }), undefined)).toBe('resume');
    expect(helpAgainst(incident({ cause: 'never-ran' }), job({ lastGood: null }), undefined)).toBe('first-run');
  });
});
