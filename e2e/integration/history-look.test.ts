import { link, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Wanted } from '../../electron/history/history.testing.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { awkwardNames, writeBytewise } from '../office/bytewise-tree.ts';
import { missing } from '../office/needs.ts';
import { awkwardFolder, backUp, contentAt, inOne, now, old, stateOf, unsayableFolder, pastFiles } from '../office/past-files.ts';
import { processesWith } from '../office/processes.ts';

const needs = missing.rdiffBackup ?? missing.sshd;
const past = pastFiles();
const { look } = past.watchedLook();

describe.skipIf(needs)(`a file of the past${needs ? ` (${needs})` : ''}`, () => {
  beforeAll(() => past.open());
  afterAll(() => past.close());
  afterEach(async () => {
    expect(await readdir(past.home())).toEqual([]);
    expect(processesWith(past.home())).toEqual([]);
  });

  describe.each([
    ['here', (asked: Wanted) => asked],
    ['over SSH', past.overSsh],
  ] as const)('%s', (way, there) => {
    it.each([
      ['the source itself', '', 0],
      ['a folder with an awkward name', `${awkwardFolder}/`, 1],
      ['a folder whose name cannot be said', `${unsayableFolder}/`, 2],
    ] as const)('%s gives back each awkward name exactly, at an old session and at the newest', async (_, folder, turn) => {
      const wrong: string[] = [];
      for (const [index, name] of awkwardNames.entries()) {
        // Every restore takes a moment, and every connection a second: only here and in a full run each name has its turn in every folder.
        const step = way === 'here' ? (everyRound ? 1 : 3) : everyRound ? 3 : 6;
        if (index % step !== turn % step) continue;
        const sessions = step === 1 && turn < 2 ? [old, now] : [Math.floor(index / step) % 2 === 0 ? old : now];
        for (const session of sessions) {
          const content = contentAt(session, name);
          const got = await look.file(there(past.wanted(folder + name, content, { session }))).catch(String);
          if (typeof got === 'string' || got.kind !== 'bytes' || got.bytes.toString() !== content)
            wrong.push(`${name}: ${JSON.stringify(got)}`);
        }
      }
      expect(wrong).toEqual([]);
      for (const where of [past.dir(), join(past.dir(), 'sshd'), process.cwd(), process.env['HOME'] ?? '/'])
        expect((await readdir(where)).filter((name) => name.includes('canary'))).toEqual([]);
    });

    it('what the session does not have is never an empty file', async () => {
      expect(await look.file(there(past.wanted('not there', '')))).toEqual({ kind: 'none', why: 'damaged' });
      expect(await look.file(there(past.wanted('not there\\', '')))).toEqual({ kind: 'none', why: 'damaged' });
    });

    it('a link is not followed, wherever it lies and whatever the index says', async () => {
      await rm(join(past.dir(), 'links'), { recursive: true, force: true });
      const [source, links] = [join(past.dir(), 'links/source'), join(past.dir(), `links/repository ${way}`)];
      await writeBytewise(`${past.dir()}/links/secret/file`, 'secret\n');
      await mkdir(source);
      await symlink('../secret/file', join(source, 'link'));
      await symlink(join(past.dir(), 'links/secret/file'), join(source, 'absolute'));
      await symlink(join(past.dir(), 'links/secret'), join(source, 'folder'));
      await backUp(source, links, now);
      for (const [index, path] of ['link', 'absolute', 'folder/file', 'folder'].entries())
        for (const nested of way === 'here' || everyRound ? [false, true] : [index % 2 === 1]) {
          const asked = there(past.wanted(path, 'secret\n', { nested }));
          const got = await look.file({ ...asked, job: { repository: { ...asked.job.repository, path: links } } });
          expect({ path, nested, got }).toEqual({ path, nested, got: { kind: 'none', why: 'damaged' } });
        }
    });
  });

  it('a copy of another repository inside this one is neither read instead of it nor written to', async () => {
    const folder = join(past.dir(), 'nest');
    const copied = join(folder, 'repository/inner');
    await mkdir(join(folder, 'source'), { recursive: true });
    for (const [time, content] of [
      [old, 'inner one\n'],
      [now, 'inner two!\n'],
    ] as const) {
      await writeBytewise(`${folder}/origin/file`, content);
      await backUp(join(folder, 'origin'), join(folder, 'source/inner'), time - 1000);
      await backUp(join(folder, 'source'), join(folder, 'repository'), time);
    }
    const before = (await readdir(join(copied, 'rdiff-backup-data'))).sort();
    const asked = inOne(join(folder, 'repository'), past.wanted('inner/file', 'inner one\n', { session: old, nested: true }));
    expect(await look.file(asked)).toEqual({ kind: 'bytes', bytes: Buffer.from('inner one\n') });
    expect(await look.file({ ...asked, state: stateOf('inner two!\n'), session: now })).toMatchObject({ kind: 'bytes' });
    const log = { ...asked, path: 'inner/rdiff-backup-data/backup.log', nested: false };
    const backupLog = await readFile(join(folder, 'source/inner/rdiff-backup-data/backup.log'));
    expect(await look.file({ ...log, session: now, state: stateOf(backupLog) })).toEqual({ kind: 'bytes', bytes: backupLog });
    expect((await readdir(join(copied, 'rdiff-backup-data'))).sort()).toEqual(before);
  });

  it('a path that leads through what is a file or a link by now', async () => {
    const folder = join(past.dir(), 'turned');
    for (const name of ['file', 'link']) await writeBytewise(`${folder}/source/${name}/below`, `below ${name}\n`);
    await backUp(join(folder, 'source'), join(folder, 'repository'), old);
    await rm(join(folder, 'source'), { recursive: true });
    await mkdir(join(folder, 'source'));
    await writeFile(join(folder, 'source/file'), 'a file by now\n');
    await symlink(join(past.dir(), 'repository'), join(folder, 'source/link'));
    await backUp(join(folder, 'source'), join(folder, 'repository'), now);
    for (const name of ['file', 'link']) {
      const asked = past.wanted(`${name}/below`, `below ${name}\n`, { session: old, nested: true });
      expect(await look.file(inOne(join(folder, 'repository'), asked))).toMatchObject({ kind: 'bytes' });
    }
  });

  it('other names of a file have no digest: what they hold is held against what rdiff-backup says', async () => {
    const folder = join(past.dir(), 'hard');
    await writeBytewise(`${folder}/source/a`, 'one of two\n');
    await link(join(folder, 'source/a'), join(folder, 'source/b'));
    for (const name of ['empty', 'last']) await writeBytewise(`${folder}/source/${name}`, '');
    await backUp(join(folder, 'source'), join(folder, 'repository'), now);
    const asked = inOne(join(folder, 'repository'), past.wanted('b', '', { state: stateOf('one of two\n', { sha1: null }) }));
    for (const nested of [false, true])
      expect(await look.file({ ...asked, nested })).toEqual({ kind: 'bytes', bytes: Buffer.from('one of two\n') });
    const unproven = { ...asked, path: 'empty', state: stateOf('', { sha1: null }) };
    expect(await look.file(unproven)).toEqual({ kind: 'bytes', bytes: Buffer.alloc(0) });
    for (const name of ['b', 'empty']) await rm(join(folder, 'repository', name));
    for (const there of [asked, unproven, past.overSsh(unproven)])
      for (const nested of [false, true]) expect(await look.file({ ...there, nested })).toEqual({ kind: 'none', why: 'damaged' });
  });

  describe('damage is told, never handed on', () => {
    const first = Array.from({ length: 400 }, (_, line) => `line ${String(line * 7919)}\n`).join('');
    const second = `${first.slice(0, 3000)}something else\n${first.slice(3200)}`;
    const increments = async (damaged: string) => {
      const folder = join(damaged, 'rdiff-backup-data/increments');
      return (await readdir(folder)).map((name) => join(folder, name));
    };

    it('a mirror file that is missing, empty, shorter, longer, or another', async () => {
      const one = await past.repositoryOf(first, second);
      for (const content of [null, '', second.slice(0, -1), `${second}x`, second.replace('something', 'sOmething')]) {
        await rm(join(one, 'file'), { force: true });
        if (content !== null) await writeFile(join(one, 'file'), content);
        for (const nested of [false, true])
          expect(await look.file(inOne(one, past.wanted('file', second, { nested })))).toEqual({ kind: 'none', why: 'damaged' });
      }
    });

    it('an increment that is cut, changed in any byte, or gone', async () => {
      const one = await past.repositoryOf(first, second);
      const [increment = ''] = await increments(one);
      expect(increment).toContain('.diff');
      const asked = inOne(one, past.wanted('file', first, { session: old }));
      expect(await look.file(asked)).toMatchObject({ kind: 'bytes' });
      const whole = await readFile(increment);
      const answers: string[] = [];
      const places = everyRound ? 16 : 8;
      for (let at = 0; at < whole.length; at += Math.ceil(whole.length / places)) {
        const flipped = Buffer.from(whole);
        flipped[at] = (whole[at] ?? 0) ^ 0x55;
        await writeFile(increment, flipped);
        const got = await look.file(asked);
        answers.push(got.kind === 'none' ? got.why : got.bytes.toString() === first ? 'right' : `wrong at ${String(at)}`);
      }
      // The head of a gzip file has bytes that mean nothing.
      expect(answers.filter((answer) => answer !== 'right').length).toBeGreaterThan(places * 0.7);
      expect(new Set([...answers, 'right'])).toEqual(new Set(['right', 'damaged']));
      for (const cut of [0, 5, Math.floor(whole.length / 2), whole.length - 1]) {
        await writeFile(increment, whole.subarray(0, cut));
        expect({ cut, got: await look.file(asked) }).toEqual({ cut, got: { kind: 'none', why: 'damaged' } });
      }
      await rm(increment);
      expect(await look.file(asked)).toEqual({ kind: 'none', why: 'damaged' });
    });

    it('metadata that cannot be read', async () => {
      const one = await past.repositoryOf(first, second);
      const data = join(one, 'rdiff-backup-data');
      const snapshot = (await readdir(data)).find((name) => /^mirror_metadata.*snapshot/.test(name)) ?? '';
      const whole = await readFile(join(data, snapshot));
      await writeFile(join(data, snapshot), whole.subarray(0, 40));
      expect(await look.file(inOne(one, past.wanted('file', second)))).toEqual({ kind: 'none', why: 'damaged' });
    });
  });
});
