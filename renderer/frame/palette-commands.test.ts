import { expect, it } from 'vitest';
import type { JobStatus, Status } from '../../electron/contract/requests.ts';
import { sampleRun } from '../../electron/contract/samples.testing.ts';
import { createWords } from '../../electron/contract/words/translate.ts';
import { commandsFor, hitLine, isHitLine, lengthsFor, restoreOf } from './palette-commands.ts';

const t = createWords('en');
const job = (name: string, change: Partial<JobStatus> = {}): JobStatus => ({
  name,
  from: '/a',
  to: '/b',
  level: 'protected',
  lastGood: null,
  last: null,
  active: null,
  target: 0,
  days: [],
  next: null,
  pause: null,
  proven: null,
  ...change,
});
const allOf = (known: Pick<Status, 'jobs' | 'pause'>) => Object.values(commandsFor(t, known)).flat();
const said = (jobs: JobStatus[], pause: Status['pause'] = null) => allOf({ jobs, pause }).map((line) => line.said);
const places = ['Overview', 'Hosts', 'Settings', 'New job'];

it('a job is paused or resumed, whichever it needs', () => {
  const own = { job: 'job-0000000b', since: 0, until: null };
  expect(said([job('a'), job('b', { pause: own })])).toEqual([
    'Back up a now',
    'Restore files of a…',
    'Browse the history of a',
    'Verify the newest session of a',
    'Try a restore of a',
    'Pause a…',
    'Back up b now',
    'Restore files of b…',
    'Browse the history of b',
    'Verify the newest session of b',
    'Try a restore of b',
    'Resume b',
    'Pause all…',
    ...places,
  ]);
});
it('the pause of all is ended for all', () => {
  const ofAll = { job: null, since: 0, until: null };
  expect(said([job('a', { pause: ofAll }), job('b', { pause: ofAll })], ofAll)).toEqual([
    'Back up a now',
    'Restore files of a…',
    'Browse the history of a',
    'Verify the newest session of a',
    'Try a restore of a',
    'Back up b now',
    'Restore files of b…',
    'Browse the history of b',
    'Verify the newest session of b',
    'Try a restore of b',
    'Resume all jobs',
    ...places,
  ]);
});
it('the pause of all is ended also where each job is held back by its own', () => {
  const own = { job: 'job-0000000b', since: 0, until: null };
  expect(said([job('b', { pause: own })], { ...own, job: null })).toEqual([
    'Back up b now',
    'Restore files of b…',
    'Browse the history of b',
    'Verify the newest session of b',
    'Try a restore of b',
    'Resume b',
    'Resume all jobs',
    ...places,
  ]);
});
it('without a job there is nothing to be paused', () => {
  expect(said([])).toEqual(places);
});
it('what works is cancelled by its own name', () => {
  const active = sampleRun({ state: 'running', outcome: null });
  expect(said([job('a', { active })])[0]).toBe('Cancel the backup of a');
  expect(said([job('a', { active: { ...active, action: 'remove' } })])[0]).toBe('Cancel the removal for a');
  expect(said([job('a', { active: { ...active, action: 'drill' } })])[0]).toBe('Cancel the trial restore of a');
  expect(allOf({ jobs: [job('a', { active })], pause: null })[0]?.command).toEqual({ do: 'cancel', job: 'a', run: active.id });
});
it('the restore of a job opens with nothing chosen', () => {
  expect(allOf({ jobs: [job('a')], pause: null })[1]?.command).toEqual({
    do: 'open',
    target: { screen: 'restore', job: 'a', at: null, paths: [] },
  });
});
it('a pause is asked for its length, and each says what it does', () => {
  expect(lengthsFor(t, 'a').map((line) => [line.said, line.command])).toEqual([
    ['Pause a for 1 hour', { do: 'pause', job: 'a', length: '1h' }],
    ['Pause a for 4 hours', { do: 'pause', job: 'a', length: '4h' }],
    ['Pause a until tomorrow 08:00', { do: 'pause', job: 'a', length: 'tomorrow' }],
    ['Pause a until I resume it', { do: 'pause', job: 'a', length: 'resumed' }],
  ]);
});
it('the pause of all is asked for its length, too', () => {
  expect(allOf({ jobs: [job('a')], pause: null })).toContainEqual({
    id: expect.any(String) as string,
    said: 'Pause all…',
    command: { do: 'ask-pause', job: null },
  });
  expect(lengthsFor(t, null).map((line) => [line.said, line.command])).toEqual([
    ['Pause all for 1 hour', { do: 'pause', job: null, length: '1h' }],
    ['Pause all for 4 hours', { do: 'pause', job: null, length: '4h' }],
    ['Pause all until tomorrow 08:00', { do: 'pause', job: null, length: 'tomorrow' }],
    ['Pause all until I resume it', { do: 'pause', job: null, length: 'resumed' }],
  ]);
});
it('a file that is still there is shown in the newest session and restored from it, one that is gone in the last that has it', () => {
  const state = { kind: 'file', size: 1, modified: 1, mode: null, user: null, group: null, target: null, sha1: null } as const;
  const hit = { job: 'a', path: 'b/caf\udce9', state, lastSeen: 77 };
  const target = { screen: 'history', job: 'a', path: 'b/caf\udce9' };
  expect(hitLine({ ...hit, isNow: true }).command).toEqual({ do: 'open', target: { ...target, at: null } });
  expect(hitLine({ ...hit, isNow: false }).command).toEqual({ do: 'open', target: { ...target, at: 77 } });
  expect(restoreOf({ ...hit, isNow: true })).toEqual({ screen: 'restore', job: 'a', at: null, paths: ['b/caf\udce9'] });
  expect(restoreOf({ ...hit, isNow: false })).toEqual({ screen: 'restore', job: 'a', at: 77, paths: ['b/caf\udce9'] });
  expect(isHitLine(hitLine({ ...hit, isNow: true }).id)).toBe(true);
  expect(allOf({ jobs: [job('file a')], pause: null }).some(({ id }) => isHitLine(id))).toBe(false);
});
