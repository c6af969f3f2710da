import { describe, expect, it } from 'vitest';
import { Pattern, PresetName } from '../contract/job.ts';
import { anchored } from '../rdiff-backup/rdiff-backup.ts';
import { presetRules } from '../contract/presets.ts';

describe.each(PresetName.options)('the preset %s', (name) => {
  const rules = presetRules([name]);
  it('only leaves out, in patterns that a person could have written', () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ action, pattern }) => action !== 'exclude' || !Pattern.safeParse(pattern).success)).toEqual([]);
  });
  it.each(['/', '/srv/www', '/home/a[1]'])(
    'works for the source %s and never leaves out the source itself (rdiff-backup 12.7)',
    (source) => {
      const patterns = rules.map(({ pattern }) => anchored(pattern, source) ?? '');
      const start = source === '/' ? '**/' : `${source.replace(/[[\]]/g, '\\$&')}**/`;
      expect(patterns.filter((pattern) => !pattern.replace('ignorecase:', '').startsWith(start))).toEqual([]);
      expect(patterns.filter((pattern) => !/[A-Za-z_$.]/.test(pattern.replace('ignorecase:', '').slice(start.length)))).toEqual([]);
    },
  );
});

it('several presets together name each pattern once, in order', () => {
  const both = presetRules(['web', 'home']).map(({ pattern }) => pattern);
  expect(both).toEqual([...new Set(both)]);
  expect(both.slice(0, presetRules(['web']).length)).toEqual(presetRules(['web']).map(({ pattern }) => pattern));
  expect(both.filter((pattern) => pattern === '**/node_modules')).toHaveLength(1);
  expect(presetRules([])).toEqual([]);
});
