import { describe, expect, it } from 'vitest';
import { Job, JobDraft, Marker, Pattern, Retention } from './job.ts';
import { sampleJob } from './samples.testing.ts';

const messages = (value: unknown) => Job.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

describe('a job that rdiff-backup would die of is refused when it is written down', () => {
  it('a selection never ends with an include (rdiff-backup 12.7)', () => {
    const include = { action: 'include', pattern: 'docs' } as const;
    const exclude = { action: 'exclude', pattern: '**' } as const;
    expect(messages(sampleJob({ selection: [include] }))).toEqual(['include-last']);
    expect(messages(sampleJob({ selection: [exclude, include] }))).toEqual(['include-last']);
    expect(messages(sampleJob({ selection: [include, exclude] }))).toEqual([]);
  });
  it('one of the two places is on this machine', () => {
    const there = { host: 'host-0000000a', path: '/srv' };
    expect(messages(sampleJob({ source: there, repository: { ...there, path: '/backup' } }))).toEqual(['two-hosts']);
    expect(messages(sampleJob({ source: there }))).toEqual([]);
    expect(messages(sampleJob({ repository: there }))).toEqual([]);
  });
  it('a selection has at most 500 rules', () => {
    const rules = Array.from({ length: 501 }, () => ({ action: 'exclude' as const, pattern: 'x' }));
    expect(messages(sampleJob({ selection: rules }))).toEqual(['selection-long']);
    expect(messages(sampleJob({ selection: rules.slice(1) }))).toEqual([]);
  });
});

it('no job carries options of its own: an unknown field is refused (attack rows I9, I10, I13)', () => {
  const fields = ['options', 'remoteSchema', 'force', 'constructor'];
  expect(fields.filter((field) => Job.safeParse({ ...sampleJob(), [field]: 'x' }).success)).toEqual([]);
  const hostile = JSON.parse(JSON.stringify(sampleJob()).replace('{', '{"__proto__":{"force":true},')) as unknown;
  expect(Job.safeParse(hostile).data).toSatisfy((job) => job === undefined || !('force' in (job as object)));
});

describe('a pattern', () => {
  it.each(['cache', '/srv/www/cache', '**/*.tmp', 'ignorecase:**.JPG', '- x', '+ x', '--force', '@list', '日本語'])(
    '%j is fine',
    (text) => {
      expect(Pattern.parse(text)).toBe(text);
    },
  );
  it.each(['', 'a\nb', 'a\0- **', 'a\rb', '\ud800', 'x'.repeat(2001)])('%j is refused (attack row I8)', (text) => {
    expect(Pattern.safeParse(text).error?.issues[0]?.message).toBe('pattern');
  });
});

describe('how long to keep', () => {
  it.each(['1D', '10W', '6M', '1Y', '9999D'])('%j is fine', (text) => {
    expect(Retention.parse(text)).toBe(text);
  });
  it.each(['', '0D', '-1D', '1', 'D', '1D12h', '1B', 'now', '1y', '10000D', '1D\n', '1.5Y'])('%j is refused', (text) => {
    expect(Retention.safeParse(text).error?.issues[0]?.message).toBe('retention');
  });
});

describe('a marker file name', () => {
  it.each(['.nobackup', 'CACHEDIR.TAG', '目印', '@x', '...'])('%j is fine', (text) => {
    expect(Marker.parse(text)).toBe(text);
  });
  it.each(['', '.', '..', 'a/b', '-x', 'a\\b', 'a\nb', 'x'.repeat(256), '\ud800'])('%j is refused', (text) => {
    expect(Marker.safeParse(text).error?.issues[0]?.message).toBe('marker');
  });
});

it('a draft without wishes leaves out other file systems and marked folders, keeps a year, and is due daily at 02:30', () => {
  expect(JobDraft.parse({ name: 'www', from: '/srv/www', to: '/backup/www' })).toEqual({
    name: 'www',
    from: '/srv/www',
    to: '/backup/www',
    rules: [],
    presets: [],
    oneFileSystem: true,
    marker: '.nobackup',
    retention: '1Y',
    schedule: { rhythm: { kind: 'daily', at: '02:30' }, zone: null },
    targetHours: null,
    notOnBattery: false,
    ping: null,
    drillDays: 7,
    adopt: false,
  });
});
