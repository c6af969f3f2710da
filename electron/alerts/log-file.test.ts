import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeFiles } from '../platform/fakes.testing.ts';
import { localFiles } from '../platform/files.ts';
import { writeLogLine } from './log-file.ts';

function setup({ maxBytes = 100, keep = 2 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'backup.log');
  const write = (line: string) => writeLogLine({ files: localFiles }, { path, maxBytes, keep }, line);
  const read = (ending = '') => readFileSync(path + ending, 'utf8');
  return { folder, path, write, read, names: () => readdirSync(folder).sort() };
}

const line = (number: number) => `line ${number} `.padEnd(39, '.');

it('begins a private log and adds line after line', async () => {
  const { path, write, read, names } = setup();
  expect([await write('one'), await write('二')]).toEqual([{ ok: true }, { ok: true }]);
  expect([read(), statSync(path).mode & 0o777, names()]).toEqual(['one\n二\n', 0o600, ['backup.log']]);
});

it('goes on with the log that a script has left, also where its last line has no end', async () => {
  const { path, write, read } = setup();
  writeFileSync(path, '2026-11-21 02:30:41 rdiff-backup succ');
  chmodSync(path, 0o640);
  await write('next');
  expect([read(), statSync(path).mode & 0o777]).toEqual(['2026-11-21 02:30:41 rdiff-backup succ\nnext\n', 0o640]);
});

describe('is rotated by size (fault row C5)', () => {
  it('before it would grow beyond it, and only so many are kept', async () => {
    const { write, read, names } = setup();
    for (let number = 1; number <= 8; number += 1) await write(line(number));
    expect(names()).toEqual(['backup.log', 'backup.log.1', 'backup.log.2']);
    expect([read(), read('.1'), read('.2')]).toEqual([`${line(7)}\n${line(8)}\n`, `${line(5)}\n${line(6)}\n`, `${line(3)}\n${line(4)}\n`]);
  });
  it('keeping none', async () => {
    const { write, read, names } = setup({ keep: 0 });
    for (let number = 1; number <= 3; number += 1) await write(line(number));
    expect([names(), read()]).toEqual([['backup.log'], `${line(3)}\n`]);
  });
  it('and never grows beyond it in a thousand lines', async () => {
    const { folder, write, names } = setup({ maxBytes: 1000, keep: 3 });
    for (let number = 1; number <= 1000; number += 1) await write(line(number));
    expect(names().map((name) => statSync(join(folder, name)).size <= 1000)).toEqual([true, true, true, true]);
  });
  it('a line longer than the limit has a log of its own', async () => {
    const { write, read } = setup({ maxBytes: 10 });
    await write('a'.repeat(50));
    await write('b'.repeat(50));
    expect([read(), read('.1')]).toEqual([`${'b'.repeat(50)}\n`, `${'a'.repeat(50)}\n`]);
  });
  it('by many at once without losing a line', async () => {
    const { folder, write, names } = setup({ maxBytes: 200, keep: 99 });
    const lines = Array.from({ length: 200 }, (_, number) => line(number));
    for (let at = 0; at < lines.length; at += 20) await Promise.all(lines.slice(at, at + 20).map(write));
    const kept = names().flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
    expect(kept.sort()).toEqual([...lines].sort());
    expect(names().length).toBeGreaterThan(5);
    expect(names().filter((name) => name.includes('lock'))).toEqual([]);
  });
  it('not once more when another one was quicker', async () => {
    const { path, write, read, names } = setup();
    for (let number = 1; number <= 2; number += 1) await write(line(number));
    const makeFolder = async (folder: string) => {
      await write(line(3));
      await localFiles.makeFolder(folder);
    };
    await writeLogLine({ files: { ...localFiles, makeFolder } }, { path, maxBytes: 100, keep: 2 }, line(4));
    expect([names(), read()]).toEqual([['backup.log', 'backup.log.1'], `${line(3)}\n${line(4)}\n`]);
  });
  it('also when a program was killed while it rotated, but not while another one does', async () => {
    const { path, write, names } = setup();
    for (let number = 1; number <= 2; number += 1) await write(line(number));
    mkdirSync(`${path}.lock/held`, { recursive: true });
    await write(line(3));
    expect(names()).toEqual(['backup.log', 'backup.log.lock']);
    utimesSync(`${path}.lock`, new Date('2026-01-01'), new Date('2026-01-01'));
    await write(line(4));
    expect(names()).toEqual(['backup.log', 'backup.log.1']);
  });
});

describe('what goes wrong is answered, not thrown', () => {
  it('no folder, or a link in its place (fault row F4)', async () => {
    const { folder, path, write, names } = setup();
    writeFileSync(join(folder, 'target'), 'x'.repeat(200));
    symlinkSync('target', path);
    expect(await write('x')).toEqual({ ok: false, line: expect.stringContaining('ELOOP') as string });
    expect([names(), statSync(path).size]).toEqual([['backup.log', 'target'], 200]);
    const elsewhere = { path: join(folder, 'not/there.log'), maxBytes: 100, keep: 1 };
    expect(await writeLogLine({ files: localFiles }, elsewhere, 'x')).toEqual({
      ok: false,
      line: expect.stringContaining('ENOENT') as string,
    });
  });
  it('a full disk: the next line begins where a line begins (attack row N6)', async () => {
    const texts = new Map([['/log', 'one\n']]);
    const files = fakeFiles(texts);
    const full = {
      ...files,
      append: async (path: string, text: string) => {
        await files.append(path, text.slice(0, 3));
        throw new Error('only a part could be written');
      },
    };
    const place = { path: '/log', maxBytes: 100, keep: 1 };
    expect(await writeLogLine({ files: full }, place, 'second')).toEqual({ ok: false, line: 'only a part could be written' });
    expect(await writeLogLine({ files }, place, 'third')).toEqual({ ok: true });
    expect(texts.get('/log')).toBe('one\nsec\nthird\n');
  });
  it('a folder in which nothing can be renamed: the line is kept, and it is said', async () => {
    const texts = new Map([['/log', 'x'.repeat(200)]]);
    const files = { ...fakeFiles(texts), makeFolder: () => Promise.reject(new Error('EACCES')), remove: () => Promise.resolve() };
    expect(await writeLogLine({ files }, { path: '/log', maxBytes: 100, keep: 1 }, 'line')).toEqual({ ok: false, line: 'EACCES' });
    expect(texts.get('/log')).toMatch(/x\nline\n$/);
  });
});
