import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localFiles } from '../platform/files.ts';
import { growingSnapshot, inspectRepository, notSavedAt, sessionAt, type Repository } from './repository.ts';

const [one, two, three] = ['2026-02-25T06:13:20Z', '2026-02-26T06:13:20Z', '2026-02-27T06:13:20Z'] as const;
const [t1, t2, t3] = [1_772_000_000, 1_772_086_400, 1_772_172_800] as const;

/** A repository by hand: `files` are the names (and contents) in rdiff-backup-data, a trailing slash makes a folder. */
function setup(files: Record<string, string | Buffer>, beside: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all = [...Object.entries(beside), ...Object.entries(files).map(([name, text]) => [join('rdiff-backup-data', name), text] as const)];
  for (const [name, text] of all) {
    mkdirSync(join(folder, name.endsWith('/') ? name : dirname(name)), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(join(folder, name), text);
  }
  return { folder, inspect: () => inspectRepository(localFiles, folder) };
}

const statistics = ['StartTime', 'EndTime', 'ElapsedTime', 'SourceFiles', 'SourceFileSize', 'NewFiles', 'ChangedFiles', 'DeletedFiles']
  .concat('IncrementFileSize', 'TotalDestinationSizeChange', 'Errors')
  .map((name) => `${name} 5\n`)
  .join('');
const marker = (stamp: string) => ({ [`current_mirror.${stamp}.data`]: 'PID 16349\n' });
const session = (stamp: string) => ({ [`session_statistics.${stamp}.data`]: statistics });
const healthy = { ...marker(two), ...session(one), ...session(two), chars_to_quote: '', 'increments/a.diff': '' };
const blank: Repository = { state: 'absent', markers: [], sessions: [], snapshotSize: null, locked: false };

describe('the state of a repository is read from its own files (rdiff-backup 12.6, rdiff-backup 12.13, rdiff-backup 12.16)', () => {
  it.each<[string, Record<string, string | Buffer>, Record<string, string>, Partial<Repository>]>([
    ['an empty folder', {}, {}, { state: 'empty' }],
    ['anything else', {}, { 'holiday.jpg': 'x' }, { state: 'foreign' }],
    ['a first session that never ended (rdiff-backup 12.14)', { 'backup.log': '' }, {}, { state: 'never-completed' }],
    [
      'the same with a lock file of API 201 (rdiff-backup 12.14)',
      { 'lock.yml': 'pid: 577' },
      {},
      { state: 'never-completed', locked: true },
    ],
    ['one marker', healthy, {}, { state: 'healthy', markers: [t2], sessions: [t1, t2] }],
    [
      'two markers: the newer session was interrupted, and what it left is no restore point',
      { ...healthy, ...marker(three), ...session(three) },
      {},
      { state: 'interrupted', markers: [t2, t3], sessions: [t1, t2] },
    ],
    [
      'two markers and no increment: the tool sees nothing to take back (reliability 1.8, fault row B2)',
      { ...marker(one), ...marker(two), ...session(one), 'increments/': '' },
      {},
      { state: 'dead-end', markers: [t1, t2], sessions: [t1] },
    ],
    ['the same without the folder for increments', { ...marker(one), ...marker(two) }, {}, { state: 'dead-end', markers: [t1, t2] }],
    [
      'three markers',
      { ...marker(one), ...marker(two), ...marker(three), 'increments/a': '' },
      {},
      { state: 'damaged', markers: [t1, t2, t3] },
    ],
    [
      'stamps of another zone and with dashes are the same instants',
      { [`current_mirror.2026-02-26T07:13:20+01:00.data`]: '', 'session_statistics.2026-02-25T06-13-20Z.data': statistics },
      {},
      { state: 'healthy', markers: [t2], sessions: [t1] },
    ],
    [
      'a quoted repository',
      { 'current_mirror.2026-02-26;08406:13:20;090.data': '', chars_to_quote: 'A-Z:"' },
      {},
      { state: 'healthy', markers: [t2] },
    ],
    [
      'the newest complete snapshot gives its size, not the one that grows beside it',
      {
        ...healthy,
        ...marker(three),
        [`mirror_metadata.${two}.snapshot.gz`]: 'x'.repeat(77),
        [`mirror_metadata.${three}.snapshot.gz`]: 'x',
      },
      {},
      { state: 'interrupted', markers: [t2, t3], sessions: [t1, t2], snapshotSize: 77 },
    ],
  ])('%s', async (_, files, beside, expected) => {
    expect(await setup(files, beside).inspect()).toEqual({ ...blank, ...expected });
  });

  it('a path that is not there, a file and a link are none', async () => {
    const { folder } = setup({}, { file: 'x' });
    symlinkSync('/nonexistent', join(folder, 'nowhere'));
    const states = ['nothing', 'file', 'file/below', 'nowhere'].map((name) => inspectRepository(localFiles, join(folder, name)));
    expect((await Promise.all(states)).map(({ state }) => state)).toEqual(['absent', 'not-folder', 'absent', 'not-folder']);
  });
});

describe('one session', () => {
  it('has its statistics, or none that are whole', async () => {
    const { folder } = setup({ ...healthy, [`session_statistics.${three}.data`]: statistics.slice(0, 60) });
    expect(await sessionAt(localFiles, folder, t2)).toMatchObject({ time: t2, files: 5, errors: 5 });
    expect([await sessionAt(localFiles, folder, t3), await sessionAt(localFiles, folder, 5)]).toEqual([undefined, undefined]);
  });

  const lines = ['a', 'b'].map((name) => `ListError: '/src/${name}' [Errno 13] Permission denied: b'/src/${name}'`);
  const both = ['a', 'b'].map((name) => ({ kind: 'ListError', path: `/src/${name}`, reason: '[Errno 13] Permission denied' }));
  it.each([
    ['one line each', `${lines.join('\n')}\n`],
    // Measured: with --null-separator, which every backup of this program is called with, 2.2.2 ends each entry with NUL instead.
    ['one NUL each', `${lines.join('\0')}\0`],
  ])('names the files it could not save, written with %s (rdiff-backup 12.10)', async (_, text) => {
    const { folder } = setup({ ...healthy, [`error_log.${two}.data.gz`]: gzipSync(text), [`error_log.${one}.data`]: '' });
    expect(await notSavedAt(localFiles, folder, t2)).toEqual(both);
    expect(await notSavedAt(localFiles, folder, t1)).toEqual([]);
  });

  it('that runs is measured by the metadata it writes (rdiff-backup 12.18)', async () => {
    const { folder } = setup({ ...healthy, [`mirror_metadata.${two}.snapshot.gz`]: 'x'.repeat(77) });
    expect(await growingSnapshot(localFiles, folder, t2)).toBeUndefined();
    writeFileSync(join(folder, 'rdiff-backup-data', `mirror_metadata.${three}.snapshot.gz`), 'x'.repeat(12));
    expect(await growingSnapshot(localFiles, folder, t2)).toBe(12);
  });
});
