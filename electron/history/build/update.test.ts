import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openIndexFile } from '../../platform/index-file.ts';
import { createDataFolder, day, file, folder, gone, root, spansIn } from './data-folder.testing.ts';
import { createGrownFolder, type GrownFolder } from './grown-folder.testing.ts';

/** Brings the index forward, and shows that it says what one built anew says. */
async function brought(repository: GrownFolder) {
  const { how } = await repository.update();
  const dump = repository.dump();
  expect(dump).toEqual(await repository.anew());
  expect(await repository.fits()).toBe('same');
  return { how, spans: spansIn(dump).filter((line) => !line.startsWith('.')) };
}

/** A repository with an index of its first two sessions. */
async function two(isKept = false) {
  const repository = createGrownFolder();
  repository.backup(day(1), [file('a', 1), file('b', 1)]);
  repository.backup(day(2), [file('a', 2), file('b', 1)], isKept);
  await repository.update();
  return repository;
}

describe('an index that exists', () => {
  it('is left as it is while nothing has happened', async () => {
    using repository = await two();
    const before = readFileSync(repository.index);
    expect(await repository.fits()).toBe('same');
    expect(await repository.update()).toMatchObject({ how: 'same', sessions: 2, newest: day(2) });
    expect(readFileSync(repository.index).equals(before)).toBe(true);
  });

  it('is brought forward by one session', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 2), folder('c'), file('c/d', 5)]);
    expect(await repository.fits()).toBe('ahead');
    expect(await brought(repository)).toEqual({ how: 'forward', spans: ['a 1 1-2', 'a 2 2-', 'b 1 1-3', 'c · 3-', 'c/d 5 3-'] });
  });

  it('is brought forward by several sessions at once, what came and went between them included', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3), file('b', 1), file('short', 9)]);
    repository.backup(day(4), [file('b', 1)]);
    repository.backup(day(5), [file('a', 3), file('b', 1)]);
    expect(await brought(repository)).toEqual({
      how: 'forward',
      spans: ['a 1 1-2', 'a 2 2-3', 'a 3 3-4', 'a 3 5-', 'b 1 1-', 'short 9 3-4'],
    });
  });

  it.each([true, false])('is brought forward over a session that stays a snapshot (the newest of the index: %s)', async (isNewest) => {
    using repository = await two(isNewest);
    repository.backup(day(3), [file('a', 3), file('b', 1), file('c', 7)], true);
    repository.backup(day(4), [file('a', 3), file('b', 2), file('d', 7)]);
    expect(await brought(repository)).toEqual({
      how: 'forward',
      spans: ['a 1 1-2', 'a 2 2-3', 'a 3 3-', 'b 1 1-4', 'b 2 4-', 'c 7 3-4', 'd 7 4-'],
    });
  });

  it('is brought forward where nothing has changed', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 2), file('b', 1)]);
    expect(await brought(repository)).toEqual({ how: 'forward', spans: ['a 1 1-2', 'a 2 2-', 'b 1 1-'] });
  });

  it('loses the sessions that retention has taken, with what only they had', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 2), folder('deep'), folder('deep/er'), file('deep/er/f', 1)]);
    repository.backup(day(4), [file('a', 2)]);
    repository.backup(day(5), [file('a', 5)]);
    await repository.update();
    repository.trim(3);
    expect(await repository.fits()).toBe('differs');
    expect(await brought(repository)).toEqual({ how: 'trimmed', spans: ['a 2 4-5', 'a 5 5-'] });
    const index = openIndexFile(repository.index, { readOnly: true });
    expect(index.prepare('SELECT count(*) AS count FROM entry').get()).toEqual({ count: 2 });
    index.close();
  });

  it('loses the sessions that a regress has taken back, and what they had seen gone is there again', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3), file('c', 1)]);
    await repository.update();
    repository.regress();
    expect(await repository.fits()).toBe('differs');
    expect(await brought(repository)).toEqual({ how: 'taken-back', spans: ['a 1 1-2', 'a 2 2-', 'b 1 1-'] });
  });

  it('never gives a number or an id a second time', async () => {
    using repository = await two();
    const highest = () => {
      const index = openIndexFile(repository.index, { readOnly: true });
      const row = index.prepare('SELECT (SELECT max(number) FROM session) AS session, (SELECT max(id) FROM entry) AS entry').get();
      index.close();
      return row;
    };
    repository.backup(day(3), [file('c', 1)]);
    await repository.update();
    expect(highest()).toEqual({ session: 3, entry: 4 });
    repository.regress();
    await repository.update();
    repository.backup(day(4), [file('d', 1)]);
    await repository.update();
    expect(highest()).toEqual({ session: 4, entry: 5 });
  });

  it('goes through a removal, a regress and new sessions together', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3)]);
    repository.backup(day(4), [file('a', 4)]);
    await repository.update();
    repository.trim(1);
    repository.regress();
    repository.backup(day(5), [file('a', 5), file('b', 1)]);
    expect(await brought(repository)).toEqual({ how: 'taken-back', spans: ['a 2 2-3', 'a 3 3-5', 'a 5 5-', 'b 1 2-3', 'b 1 5-'] });
  });

  it('has the last good session at the very end of the next one, when a difference from that one is all that is left of it', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3), file('c', 1)]);
    repository.nearlyDone();
    expect(await brought(repository)).toMatchObject({ spans: ['a 1 1-2', 'a 2 2-', 'b 1 1-'] });
    expect(await repository.update({ rebuild: true })).toMatchObject({ sessions: 2, damaged: 0, newest: day(2) });
    repository.done();
    expect(await brought(repository)).toEqual({ how: 'forward', spans: ['a 1 1-2', 'a 2 2-3', 'a 3 3-', 'b 1 1-3', 'c 1 3-'] });
  });

  it('takes over statistics that came late', async () => {
    using repository = await two();
    repository.statistics(day(2), 'SourceFiles 77\n');
    expect(await repository.fits()).toBe('differs');
    expect((await repository.update()).how).toBe('same');
    const index = openIndexFile(repository.index, { readOnly: true });
    expect(index.prepare('SELECT files FROM session WHERE number = 2').get()).toEqual({ files: 77 });
    index.close();
    expect(await repository.fits()).toBe('same');
  });
});

describe('an index that does not belong to its repository', () => {
  it('is made anew when it is no index, or one of another edition', async () => {
    using repository = await two();
    writeFileSync(repository.index, 'this is no SQLite file');
    expect(await repository.fits()).toBe('none');
    expect((await repository.update()).how).toBe('rebuilt');
    const index = openIndexFile(repository.index);
    index.exec(`UPDATE about SET value = '0' WHERE key = 'edition'`);
    index.close();
    expect(await repository.fits()).toBe('none');
    expect((await repository.update()).how).toBe('rebuilt');
  });

  it('is made anew when pages of it are lost', async () => {
    using repository = await two();
    const bytes = readFileSync(repository.index);
    for (const end of [bytes.length - 4096, 8192]) {
      writeFileSync(repository.index, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(end - 4096)]));
      repository.backup(day(2 + end / 4096), [file('a', end)]);
      await repository.update();
      expect(repository.dump()).toEqual(await repository.anew());
    }
  });

  it('is made anew when it is of another repository, or a file that it was made from is another one', async () => {
    using repository = await two();
    using other = createDataFolder();
    other.snapshot(day(9), root);
    other.marker(day(9));
    writeFileSync(other.index, readFileSync(repository.index));
    expect(await other.fits()).toBe('differs');
    expect((await other.update()).how).toBe('rebuilt');
    expect(spansIn(other.dump())).toEqual(['. · 9-']);
    repository.diff(day(1), file('a', 7));
    expect(await repository.fits()).toBe('differs');
    expect((await repository.update()).how).toBe('rebuilt');
  });

  it('is made anew when what it has of the newest session is not what the difference from the next one says', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3), file('b', 1)]);
    repository.diff(day(2), file('a', 99));
    expect(await brought(repository)).toEqual({ how: 'rebuilt', spans: ['a 1 1-2', 'a 99 2-3', 'a 3 3-', 'b 1 1-'] });
  });

  it('is made anew when the newest session has more than was told', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3), file('b', 1)]);
    repository.snapshot(day(3), root, file('a', 3), file('b', 1), file('more', 1));
    expect((await brought(repository)).how).toBe('rebuilt');
  });

  it('is made anew when the newest session is another one of the same second', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3), file('b', 1)]);
    repository.statistics(day(2), 'SourceFiles 99\n');
    expect(await repository.fits()).toBe('differs');
    expect((await brought(repository)).how).toBe('rebuilt');
  });

  it('is made anew when a new session has no metadata', async () => {
    using repository = await two();
    repository.statistics(day(3));
    repository.marker(day(3));
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', sessions: 3, damaged: 1, newest: day(2) });
    repository.backup(day(4), [file('a', 4)]);
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', sessions: 4, damaged: 3, newest: day(4) });
  });

  it('is made anew when something that is new is damaged', async () => {
    using repository = await two();
    repository.backup(day(3), [file('a', 3), file('b', 1)]);
    repository.diff(day(2), gone('z'), file('a', 2));
    expect(await repository.update()).toMatchObject({ how: 'rebuilt', damaged: 2, newest: day(3) });
    expect(spansIn(repository.dump())).toEqual(['. · 3-', 'a 3 3-', 'b 1 3-']);
  });

  it('is removed when its repository has no session', async () => {
    using repository = await two();
    repository.marker();
    repository.remove(/^mirror_metadata/);
    expect(await repository.fits()).toBe('empty');
    expect(await repository.update()).toEqual({ how: 'empty', sessions: 0, damaged: 0, newest: null, bytes: 0 });
    expect(readdirSync(join(repository.data, '..'))).toEqual(['rdiff-backup-data']);
  });

  it('stays where its repository has lost the marker of the newest session: that is damage (B6)', async () => {
    using repository = await two();
    const before = readFileSync(repository.index);
    repository.marker();
    await expect(repository.fits()).rejects.toThrow('current_mirror');
    await expect(repository.update()).rejects.toThrow('current_mirror');
    expect(readFileSync(repository.index).equals(before)).toBe(true);
    repository.marker(day(2));
    expect(await repository.fits()).toBe('same');
  });

  it('is made anew when most of the names that the search has kept are gone', async () => {
    using repository = createGrownFolder();
    const many = (count: number) => Array.from({ length: count }, (_, at) => file(`n${String(at).padStart(5, '0')}`, 1));
    repository.backup(day(1), many(21_000));
    repository.backup(day(2), many(10_600));
    repository.backup(day(3), many(500));
    await repository.update();
    const { size } = statSync(repository.index);
    repository.trim(1);
    expect((await repository.update()).how).toBe('trimmed');
    repository.trim(1);
    expect((await repository.update()).how).toBe('rebuilt');
    expect(statSync(repository.index).size).toBeLessThan(size / 4);
  });

  it('is not taken for whole with the rest of an interrupted change beside it', async () => {
    using repository = await two();
    writeFileSync(`${repository.index}-journal`, Buffer.alloc(1024, 'x'));
    await repository.update({ rebuild: true });
    expect(repository.dump()).toEqual(await repository.anew());
    expect(readdirSync(join(repository.data, '..')).sort()).toEqual(['anew.db', 'index.db', 'rdiff-backup-data']);
  });
});
