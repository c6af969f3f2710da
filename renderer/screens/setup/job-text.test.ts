import { describe, expect, it } from 'vitest';
import { sampleJob } from '../../../electron/contract/samples.testing.ts';
import { Job, type Rule } from '../../../electron/contract/job.ts';
import type { JobView } from '../../../electron/contract/requests.ts';
import { refusedJobField } from './job-refused.ts';
import { blankJob, jobDraftOf, jobTextOf, wrongJob, wrongPlaces, type JobText } from './job-text.ts';

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
    });
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
      field('job-active'),
    ]).toEqual(['name', 'toPath', 'toPath', 'fromHost', 'toHost', 'toPath', 'rule 1', 'rule 0', 'rules', 'none']);
  });
});
