import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openIndexFile } from '../../platform/index-file.ts';
import { createDataFolder, day, file, folder, gone, link, record, root, spansIn, type DataFolder } from './data-folder.testing.ts';

/** The repository of the worked example (rdiff-backup.md 7.3). */
function worked() {
  const repository = createDataFolder();
  const renamed = (mode: number) => file('new-name.txt', 5, { Permissions: mode });
  const old = [folder('dir1'), file('dir1/inner.txt', 3), file('gone.txt', 4), file('keep.txt', 6), file('morph', 1), gone('morph/inside')];
  repository.diff(day(1), folder('.', { ModTime: 1772280000 }), ...old, gone('new-name.txt'), file('old-name.txt', 5));
  repository.diff(day(2), gone('added.txt'), renamed(420));
  const now = [link('dir1', 'keep.txt'), file('keep.txt', 4), folder('morph'), file('morph/inside', 2), renamed(384)];
  repository.snapshot(day(3), root, file('added.txt', 2), ...now);
  for (const n of [1, 2, 3]) repository.statistics(day(n));
  repository.marker(day(3));
  return repository;
}

describe('an index that is built', () => {
  it('has each state of each path once, with the sessions that have it', async () => {
    using repository = worked();
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', sessions: 3, damaged: 0, newest: day(3) });
    expect(spansIn(repository.dump())).toEqual([
      '. · 1-2',
      '. · 2-',
      'added.txt 2 3-',
      'dir1 · 1-2',
      'dir1 · 2-',
      'dir1/inner.txt 3 1-2',
      'gone.txt 4 1-2',
      'keep.txt 6 1-2',
      'keep.txt 4 2-',
      'morph 1 1-2',
      'morph · 2-',
      'morph/inside 2 2-',
      'new-name.txt 5 2-3',
      'new-name.txt 5 3-',
      'old-name.txt 5 1-2',
    ]);
    expect(repository.dump().find(({ path, until }) => path === 'dir1' && until === null)).toMatchObject({
      kind: 2,
      target: 'keep.txt',
      sha1: null,
    });
    expect(repository.dump().find(({ path }) => path === 'added.txt')).toMatchObject({
      kind: 0,
      size: 2,
      modified: 1772000002,
      mode: 420,
      owner: '[1000,1000,"office","office"]',
      sha1: '0000000000000000000000000000000000000002',
    });
  });

  it('keeps what it can of an odd record, and nothing of what it cannot count with', async () => {
    using repository = createDataFolder();
    const odd = {
      Type: 'reg',
      Size: 'many',
      ModTime: -5,
      Uid: 7,
      Uname: ':',
      Gid: -2,
      Gname: 'None',
      Permissions: 2541,
      SHA1Digest: 'xyz',
    };
    const rest = { since: day(1), until: null, target: null, links: null, sha1: null, size: null };
    repository.snapshot(
      day(1),
      root,
      record('a', odd),
      record('b', { Type: 'reg', Size: '9007199254740993' }),
      record('c', { Type: 'fifo', Size: 5, Unknown: 'field', ModTime: 3 }),
    );
    repository.marker(day(1));
    await repository.update();
    expect(repository.dump().slice(1)).toEqual([
      { ...rest, path: 'a', kind: 0, modified: -5, mode: 2541, owner: '[7,-2,null,null]' },
      { ...rest, path: 'b', kind: 0, modified: null, mode: null, owner: null },
      { ...rest, path: 'c', kind: 4, modified: 3, mode: null, owner: null },
    ]);
  });

  it('takes records that differ in nothing that is kept for one state', async () => {
    using repository = createDataFolder();
    const alone = (inode: number) => file('a', 1, { NumHardLinks: 1, Inode: inode, DeviceLoc: 65024 });
    repository.diff(day(1), alone(5));
    repository.diff(day(2), alone(6));
    repository.snapshot(day(3), root, alone(7));
    repository.marker(day(3));
    await repository.update();
    expect(spansIn(repository.dump())).toEqual(['. · 1-', 'a 1 1-']);
  });

  it('knows which names a file had at each session, and the number of a device', async () => {
    using repository = createDataFolder();
    const linked = (path: string, inode: string) => file(path, 1, { NumHardLinks: 2, Inode: inode, DeviceLoc: 65024 });
    const device = (number: string) => record('tty', { Type: 'dev', DeviceNum: number, Permissions: 420 });
    const huge = '18446744073709551615';
    repository.diff(day(1), linked('a', huge), linked('b', huge), device('c 4 1'));
    repository.snapshot(day(2), root, linked('a', '5'), file('b', 1), file('odd', 1, { NumHardLinks: 2, Inode: 'x' }), device('b 4 1'));
    repository.marker(day(2));
    await repository.update();
    const told = repository.dump().map(({ path, since, links, target }) => [path, (since - day(0)) / 86_400, links ?? target]);
    expect(told.slice(1)).toEqual([
      ['a', 1, `${huge} 65024`],
      ['a', 2, '5 65024'],
      ['b', 1, `${huge} 65024`],
      ['b', 2, null],
      ['odd', 1, null],
      ['tty', 1, 'c 4 1'],
      ['tty', 2, 'b 4 1'],
    ]);
  });

  it('has the files of a folder in a row, and finds them by a part of their names', async () => {
    using repository = createDataFolder();
    repository.snapshot(
      day(1),
      root,
      folder('a'),
      file('a/1', 1),
      folder('a/2'),
      file('a/2/x', 2),
      file('a/3', 3),
      file('z \xe8\xa6\x8b\xe7\xa9\x8d\xe6\x9b\xb8', 4),
    );
    repository.marker(day(1));
    await repository.update();
    expect(spansIn(repository.dump()).slice(0, 6)).toEqual(['. · 1-', 'a · 1-', 'a/1 1 1-', 'a/2 · 1-', 'a/2/x 2 1-', 'a/3 3 1-']);
    const index = openIndexFile(repository.index, { readOnly: true });
    const idOf = (name: string) => Number(index.prepare('SELECT id FROM entry WHERE name = ?').get(Buffer.from(name))?.['id']);
    expect(idOf('3')).toBe(idOf('1') + 1);
    expect(index.prepare(`SELECT rowid FROM name WHERE name MATCH '"見積書"'`).all()).toEqual([{ rowid: idOf('z 見積書') }]);
    index.close();
  });

  it('has a place for what is in a folder without a record, or below what is no folder', async () => {
    using repository = createDataFolder();
    repository.snapshot(day(1), root, file('lost/b/c', 4), file('z', 5), file('z/below a file', 6));
    repository.marker(day(1));
    await repository.update();
    expect(spansIn(repository.dump())).toEqual(['. · 1-', 'lost/b/c 4 1-', 'z 5 1-', 'z/below a file 6 1-']);
  });

  it('does not take a path that was never there for a folder on the way', async () => {
    using repository = createDataFolder();
    repository.snapshot(day(1), root, folder('ab'), file('ab/x', 1), gone('ac'), file('ac/d', 2), gone('ac/e'), file('c', 3));
    repository.marker(day(1));
    await repository.update();
    expect(spansIn(repository.dump())).toEqual(['. · 1-', 'ab · 1-', 'ab/x 1 1-', 'ac/d 2 1-', 'c 3 1-']);
  });

  it('compares whole records of snapshots, and the last ones of a path', async () => {
    using repository = createDataFolder();
    const short = record('a', { Type: 'reg', Size: 1 });
    repository.snapshot(day(1), root, `${short}  Permissions 420\n`, file('b', 1), file('c', 1), file('c', 2));
    repository.snapshot(day(2), root, short, file('b', 1), file('c', 1), file('d', 1));
    repository.marker(day(2));
    await repository.update();
    expect(spansIn(repository.dump())).toEqual(['. · 1-', 'a 1 1-2', 'a 1 2-', 'b 1 1-', 'c 2 1-2', 'c 1 2-', 'd 1 2-']);
  });

  it('is private, and leaves nothing else beside it, also nothing of a program that was killed while it built', async () => {
    using repository = worked();
    // No process has a pid above the kernel's own limit of 2^22.
    writeFileSync(`${repository.index}.4194305.0123abcd.part`, 'what a killed build left');
    await repository.update();
    expect(statSync(repository.index).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(repository.data, '..')).sort()).toEqual(['index.db', 'rdiff-backup-data']);
  });

  it('tells how far it is, up to the end', async () => {
    using repository = worked();
    const told: number[] = [];
    await repository.update({}, ({ share }) => told.push(share));
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });
});

describe('what of its repository is damaged', () => {
  /** Seven sessions, each with a file of its own, the third and the sixth kept as snapshots. */
  function week() {
    const repository = createDataFolder();
    const files = (n: number) => [root, ...Array.from({ length: n }, (_, at) => file(`f${at + 1}`, at + 1))];
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      if (n === 3 || n === 6 || n === 7) repository.snapshot(day(n), ...files(n));
      else repository.diff(day(n), gone(`f${n + 1}`));
      repository.statistics(day(n));
    }
    repository.marker(day(7));
    return repository;
  }
  const served = (repository: DataFolder) =>
    [...new Set(repository.dump().map(({ since }) => since))].map((time) => (time - day(0)) / 86_400).sort();
  const garbage = (repository: DataFolder, pattern: RegExp) => {
    const name = readdirSync(repository.data).find((each) => pattern.test(each)) ?? '';
    repository.put(name, 'garbage');
  };

  it.each([
    ['the newest snapshot', [7], [7]],
    ['an older snapshot', [3], [1, 2, 3]],
    ['a difference', [4], [4]],
    ['the difference right before a snapshot', [2], [1, 2]],
    ['several of them', [2, 5], [1, 2, 4, 5]],
    ['every snapshot', [3, 6, 7], [1, 2, 3, 4, 5, 6, 7]],
  ])('%s: takes with it the sessions that need it', async (_, broken, damaged) => {
    using repository = week();
    for (const n of broken) garbage(repository, new RegExp(`^mirror_metadata\\.2026-03-0${n}`));
    const good = [1, 2, 3, 4, 5, 6, 7].filter((n) => !damaged.includes(n));
    expect(await repository.update()).toMatchObject({
      how: 'rebuilt',
      sessions: 7,
      damaged: damaged.length,
      newest: good.length === 0 ? null : day(good.at(-1)!),
    });
    expect(served(repository)).toEqual(good);
    expect((await repository.update()).how).toBe('same');
  });

  it('counts for missing what has statistics and no metadata', async () => {
    using repository = week();
    repository.remove(/^mirror_metadata\.2026-03-05/);
    expect(await repository.update()).toMatchObject({ sessions: 7, damaged: 2 });
    expect(served(repository)).toEqual([1, 2, 3, 6, 7]);
  });

  it.each([
    ['a difference', 4, 1],
    ['a difference, also when it fails on a second look', 4, 2],
    ['a snapshot', 6, 1],
  ])('is nothing where the disk only fails to read once: %s', async (_, n, times) => {
    using repository = week();
    repository.fail(new RegExp(`mirror_metadata\\.2026-03-0${n}`), times);
    expect(await repository.update()).toMatchObject({ damaged: 0 });
    expect(served(repository)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await repository.fits()).toBe('same');
  });

  it('is tried again later where the disk fails, and not built anew before it can be read', async () => {
    using repository = week();
    repository.fail(/mirror_metadata\.2026-03-05/, Infinity);
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', damaged: 2 });
    expect(await repository.fits()).toBe('same');
    repository.statistics(day(5), 'SourceFiles 77\n');
    expect(await repository.update()).toMatchObject({ how: 'same', damaged: 2 });
    expect([await repository.fits(), (await repository.update()).how]).toEqual(['same', 'same']);
    repository.fail(/^/, 0);
    expect(await repository.fits()).toBe('differs');
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', damaged: 0 });
    expect(served(repository)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await repository.fits()).toBe('same');
  });

  it('is damaged for good where the disk gives it at last and it is not whole', async () => {
    using repository = week();
    garbage(repository, /^mirror_metadata\.2026-03-05/);
    repository.fail(/mirror_metadata\.2026-03-05/, Infinity);
    await repository.update();
    repository.fail(/^/, 0);
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', damaged: 2 });
    expect((await repository.update()).how).toBe('same');
  });

  it('is read again once it is another file', async () => {
    using repository = week();
    garbage(repository, /^mirror_metadata\.2026-03-05/);
    await repository.update();
    repository.diff(day(5), gone('f6'));
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', damaged: 0 });
    expect(served(repository)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
