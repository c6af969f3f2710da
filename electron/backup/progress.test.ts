import { describe, expect, it } from 'vitest';
import { fakeClock, fakeFiles } from '../platform/fakes.testing.ts';
import { createMeasure } from './progress.ts';

const newest = Date.UTC(2026, 1, 25, 6, 13, 20) / 1000;
const growing = '/b/rdiff-backup-data/mirror_metadata.2026-02-26T06:13:20Z.snapshot.gz';
const logs = ['/r/backup.out', '/r/backup.err'] as const;

function setup({ snapshotSize = 1000, repository = '/b' }: { snapshotSize?: number; repository?: string | null } = {}) {
  const texts = new Map<string, string>();
  const clock = fakeClock(0);
  const measure = createMeasure({ clock, files: fakeFiles(texts) }, { repository, snapshotSize, newest, logs, since: 0 });
  const at = async (ms: number, size: number) => {
    await clock.sleep(ms - clock.monotonic());
    texts.set(growing, 'x'.repeat(size));
    return measure();
  };
  const log = (path: string, text: string) => texts.set(path, (texts.get(path) ?? '') + text);
  return { at, log, measure, texts };
}

describe('a repeated backup is measured by its growing metadata (rdiff-backup 12.18)', () => {
  it('its share grows with them and never falls, and never says that all is done', async () => {
    const { at } = setup();
    const shares = [];
    for (const size of [0, 100, 500, 300, 990, 5000]) shares.push((await at(1000, size)).share);
    expect(shares).toEqual([0, 0.1, 0.5, 0.5, 0.99, 0.99]);
  });
  it('the remaining time is told only when it can be honest: after five seconds and five percent', async () => {
    const { at } = setup();
    expect((await at(4999, 500)).remainingMs).toBeNull();
    expect((await at(5000, 500)).remainingMs).toBe(5000);
    expect((await at(20_000, 800)).remainingMs).toBeCloseTo(5000, 6);
    expect((await setup().at(60_000, 49)).remainingMs).toBeNull();
  });
  it('without anything to compare with there is no share', async () => {
    const none = { share: null, files: 0, remainingMs: null };
    expect(await setup({ snapshotSize: 0 }).at(10_000, 500)).toEqual(none);
    expect(await setup({ repository: null }).at(10_000, 500)).toEqual(none);
    expect(await setup().measure()).toEqual(none);
  });
});

describe('a first backup counts its files, from wherever the tool prints them (rdiff-backup 12.18)', () => {
  it('on the output here, on the error stream from a host', async () => {
    for (const path of logs) {
      const { log, measure } = setup();
      log(path, 'NOTE: Starting\n* Processing file a\n* Incrementing mirror file a\n* Processing changed file b\n');
      expect(await measure()).toEqual({ share: null, files: 2, remainingMs: null });
      log(path, '* Processing file c\n');
      expect((await measure()).files).toBe(3);
      expect((await measure()).files).toBe(3);
    }
  });
  it('each file once, however the log grew between two looks', async () => {
    const { log, measure } = setup();
    const counts: number[] = [];
    for (const character of '* Processing file a\n* Processing file b\n') {
      log('/r/backup.out', character);
      counts.push((await measure()).files);
    }
    expect([counts.at(-1), counts.every((count, index) => count >= (counts[index - 1] ?? 0))]).toEqual([2, true]);
  });
});
