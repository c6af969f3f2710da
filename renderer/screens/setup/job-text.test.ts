import { describe, expect, it } from 'vitest';
import { sampleJob } from '../../../electron/contract/samples.testing.ts';
import { Job, JobDraft, type Rule } from '../../../electron/contract/job.ts';
import type { Rhythm } from '../../../electron/contract/schedule.ts';
import type { JobView } from '../../../electron/contract/requests.ts';
import { refusedJobField } from './job-refused.ts';
import { blankJob, jobDraftOf, jobTextOf, wrongJob, wrongPlaces, type JobText } from './job-text.ts';
import { blankWhen, type WhenText } from './when-text.ts';

const word = (key: string) => key;
const rules: Rule[] = [
  { action: 'include', pattern: 'cache/keep' },
  { action: 'exclude', pattern: 'cache' },
];
const good: JobText = {
  ...blankJob('web1:/var/www'),
  name: 'website',
  toPath: '/backup/website',
  rules: rules.map((rule, id) => ({ ...rule, id })),
};
const view = (change: object): JobView => ({
  job: Job.parse(sampleJob(change)),
  from: 'web1:/var/www',
  to: '/backup/a:b',
  command: '',
});

describe('a job as text', () => {
  it('is the same job again', () => {
    const kept = view({ selection: rules, retention: '18M', marker: null, oneFileSystem: false, adopt: true });
    const { name } = kept.job;
    const presets: [] = [];
    expect(jobDraftOf(jobTextOf(kept))).toEqual({
      ...{ name, from: kept.from, to: kept.to, rules, presets },
      ...{ oneFileSystem: false, marker: null, retention: '18M', adopt: true },
      ...{ schedule: null, targetHours: null, notOnBattery: false, ping: null, drillDays: 7 },
    });
  });
  it('is watched as before', () => {
    const kept = { targetHours: 50, notOnBattery: true, ping: 'https://ping.example/x', drillDays: 30 };
    expect(jobDraftOf(jobTextOf(view(kept)))).toMatchObject(kept);
    expect(jobDraftOf(jobTextOf(view({ drillDays: null }))).drillDays).toBeNull();
  });
  it.each<Rhythm>([
    { kind: 'daily', at: '23:05' },
    { kind: 'weekly', days: [5, 1], at: '02:30' },
    { kind: 'hourly', every: 12, minute: 59 },
    { kind: 'monthly', day: 28, at: '00:00' },
    { kind: 'monthly', day: 'last', at: '02:30' },
    { kind: 'cron', rule: ' 30 2 * *  1-5 ' },
  ])('is due as before, whatever else is changed: %j', (rhythm) => {
    const text = jobTextOf(view({ schedule: { rhythm, zone: 'Asia/Tokyo', since: 1 } }));
    expect(jobDraftOf({ ...text, name: 'another' }).schedule).toEqual({ rhythm, zone: 'Asia/Tokyo' });
  });
  it('is due as the contract has it, when it is new', () => {
    const { from, to, name } = jobDraftOf(good);
    expect(jobDraftOf(blankJob()).schedule).toEqual(JobDraft.parse({ name, from, to }).schedule);
  });
  it('is typed with wide digits too, and without a zero in front', () => {
    const typed = { ...good, target: ' ４８ ', drill: '１４', when: { ...blankWhen, at: '２：３０' } };
    expect(jobDraftOf(typed)).toMatchObject({ targetHours: 48, drillDays: 14, schedule: { rhythm: { at: '02:30' } } });
  });
  it.each([null, '30D', '1Y', '7W'])('keeps for %s', (retention) => {
    expect(jobDraftOf(jobTextOf(view({ retention }))).retention).toBe(retention);
  });
  it('begins at a host, at a folder of it, or here', () => {
    const start = ({ fromHost, fromPath }: JobText) => [fromHost, fromPath];
    expect([blankJob('web1:'), blankJob('web1:/a:b'), blankJob('/a:b'), blankJob()].map(start)).toEqual([
      ['web1', ''],
      ['web1', '/a:b'],
      ['', '/a:b'],
      ['', ''],
    ]);
  });
});

describe('what is wrong stands beside its field', () => {
  const said = (text: JobText) => Object.entries(wrongJob(word, text)).filter(([, error]) => error !== undefined);
  it('nothing about a good one', () => {
    expect(said(good)).toEqual([]);
  });
  it('in the page', () => {
    const bad = {
      ...good,
      name: '-',
      fromPath: 'www',
      toPath: '',
      keep: 'own',
      length: 'x',
      marker: '..',
      rules: [{ id: 7, ...rules[0]!, pattern: '' }],
    };
    expect(said(bad)).toEqual([
      ['name', 'invalid.job-name'],
      ['fromPath', 'invalid.path-relative'],
      ['toPath', 'invalid.path-relative'],
      ['length', 'invalid.retention'],
      ['marker', 'invalid.marker'],
      ['rules', 'job-form.include-last'],
      ['rule 7', 'invalid.pattern'],
    ]);
  });
  it.each<[Partial<WhenText>, string, string]>([
    [{ kind: 'daily', at: '24:00' }, 'at', 'invalid.time-of-day'],
    [{ kind: 'monthly', at: '' }, 'at', 'invalid.time-of-day'],
    [{ kind: 'weekly', days: [] }, 'days', 'when.no-day'],
    [{ kind: 'hourly', minute: '' }, 'minute', 'invalid.minute'],
    [{ kind: 'hourly', minute: '60' }, 'minute', 'invalid.minute'],
    [{ kind: 'cron', rule: '' }, 'cron', 'invalid.cron'],
    [{ zone: '+09:00' }, 'zone', 'invalid.zone'],
  ])('in the schedule: %j', (change, field, reason) => {
    expect(said({ ...good, when: { ...blankWhen, ...change } })).toEqual([[field, reason]]);
  });
  it('not in what belongs to another kind of schedule', () => {
    const leftOver = { ...blankWhen, at: '', days: [], minute: '', rule: '', zone: 'Nowhere' };
    expect(said({ ...good, when: { ...leftOver, kind: 'none' } })).toEqual([]);
    expect(said({ ...good, when: { ...leftOver, kind: 'hourly', minute: '5', zone: '' } })).toEqual([]);
  });
  it.each<[Partial<JobText>, string, string]>([
    [{ target: '0' }, 'target', 'invalid.target'],
    [{ target: 'soon' }, 'target', 'invalid.target'],
    [{ ping: 'ftp://ping.example' }, 'ping', 'invalid.web-address'],
    [{ drill: '0' }, 'drill', 'invalid.drill'],
    [{ drill: '' }, 'drill', 'invalid.drill'],
  ])('in what watches over it: %j', (change, field, reason) => {
    expect(said({ ...good, ...change })).toEqual([[field, reason]]);
  });
  it('not in how often a restore is tried when none is', () => {
    expect(said({ ...good, hasDrill: false, drill: 'x' })).toEqual([]);
  });
  it('two hosts at once', () => {
    expect(wrongPlaces(word, { ...good, toHost: 'nas' })).toEqual({ toHost: 'job-form.two-hosts' });
  });
  it('by the engine', () => {
    const field = (kind: Parameters<typeof refusedJobField>[1]['kind'], facts = {}) =>
      Object.keys(refusedJobField(word, { kind, facts }, good) ?? { none: '' })[0];
    expect([
      field('name-taken'),
      field('repository-taken'),
      field('repository-inside-source'),
      field('unknown-host', { name: 'web1' }),
      field('unknown-host', { name: 'nas' }),
      field('invalid', { field: 'to', reason: 'path-relative' }),
      field('invalid', { field: 'rules', reason: 'pattern-outside', value: 'cache' }),
      field('invalid', { field: 'rules.0.pattern', reason: 'pattern' }),
      field('invalid', { field: 'selection', reason: 'include-last' }),
      field('invalid', { field: 'schedule', reason: 'never' }),
      field('invalid', { field: 'schedule.zone', reason: 'zone' }),
      field('invalid', { field: 'ping', reason: 'web-address' }),
      field('invalid', { field: 'drillDays', reason: 'drill' }),
      field('job-active'),
    ]).toEqual([
      'name',
      'toPath',
      'toPath',
      'fromHost',
      'toHost',
      'toPath',
      'rule 1',
      'rule 0',
      'rules',
      'cron',
      'zone',
      'ping',
      'drill',
      'none',
    ]);
  });
});
