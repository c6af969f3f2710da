import { describe, expect, it } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import { JobDraft } from '../contract/job.ts';
import { sampleHost } from '../contract/samples.testing.ts';
import { jobFromDraft } from './job-draft.ts';

const draft = (change: object = {}) => JobDraft.parse({ name: 'www', from: 'web1:/srv/www/', to: '/backup/www', ...change });
const made = (change: object = {}) => jobFromDraft(draft(change), [sampleHost()], { id: 'job-0000000b', createdAt: 5, schedule: null });

function refused(change: object): unknown {
  try {
    return made(change);
  } catch (error) {
    return error instanceof Refusal ? [error.kind, error.facts['field'], error.facts['reason']] : error;
  }
}

it('a draft becomes a job: places by id, its own rules before those of the presets (first match decides)', () => {
  const rules = [{ action: 'include', pattern: 'cache/keep' }];
  const job = made({ rules, presets: ['web'] });
  expect({ ...job, selection: job.selection.slice(0, 2) }).toEqual({
    id: 'job-0000000b',
    name: 'www',
    source: { host: 'host-0000000a', path: '/srv/www' },
    repository: { host: null, path: '/backup/www' },
    selection: [
      { action: 'include', pattern: 'cache/keep' },
      { action: 'exclude', pattern: '**/cache/**' },
    ],
    schedule: null,
    targetHours: null,
    notOnBattery: false,
    ping: null,
    oneFileSystem: true,
    marker: '.nobackup',
    retention: '1Y',
    drillDays: 7,
    adopt: false,
    createdAt: 5,
  });
});

describe('what rdiff-backup would die of is refused with field and reason', () => {
  it.each([
    [{ from: 'x' }, ['invalid', 'from', 'path-relative']],
    [{ to: '/a/../b' }, ['invalid', 'to', 'path-dots']],
    [{ rules: [{ action: 'exclude', pattern: '/etc' }] }, ['invalid', 'rules', 'pattern-outside']],
    [{ rules: [{ action: 'include', pattern: 'docs' }] }, ['invalid', 'selection', 'include-last']],
    [{ to: 'web1:/backup' }, ['invalid', 'repository', 'two-hosts']],
  ])('%j', (change, expected) => {
    expect(refused(change)).toEqual(expected);
  });
});
