import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localFiles as files } from './files.ts';

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  writeFileSync(at('file'), '0123456789', { mode: 0o640 });
  chmodSync(at('file'), 0o640);
  mkdirSync(at('sub/below'), { recursive: true });
  symlinkSync('file', at('link'));
  return { folder, at };
}

describe('what is not there is undefined, not an error', () => {
  it.each(['nothing', 'file/below', 'sub/nothing/x'])('%s', async (name) => {
    const { at } = setup();
    const path = at(name);
    const answers = [files.info(path), files.realPath(path), files.list(path), files.read(path, 0, 9), files.text(path, 9)];
    expect(await Promise.all(answers)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(await files.scan(path, 3, 9, () => expect.unreachable())).toBe(3);
  });
});

describe('looking', () => {
  it('says what a thing is itself: a link is a link', async () => {
    const { at } = setup();
    const kinds = ['file', 'sub', 'link'].map(async (name) => (await files.info(at(name)))?.kind);
    expect([...(await Promise.all(kinds)), (await files.info('/dev/null'))?.kind]).toEqual(['file', 'folder', 'link', 'other']);
    expect(await files.info(at('file'))).toMatchObject({ size: 10, mode: 0o640 });
    expect(await files.realPath(at('link'))).toBe(at('file'));
  });
  it('space is told for the nearest folder that is there', async () => {
    const { at } = setup();
    const { free, size } = await files.space(at('not/yet/there'));
    expect([free > 0, size >= free]).toEqual([true, true]);
  });
});

describe('reading', () => {
  it.each([
    [0, 4, '0123'],
    [8, 4, '89'],
    [10, 4, ''],
    [50, 4, ''],
    [-3, 9, '789'],
    [-50, 3, '012'],
    [0, 0, ''],
  ])('from %d at most %d bytes: %j', async (offset, most, expected) => {
    expect((await files.read(setup().at('file'), offset, most))?.toString()).toBe(expected);
  });
  it('does not follow a link that somebody put in the place of a file (fault row F4)', async () => {
    const { at } = setup();
    await expect(files.read(at('link'), 0, 9)).rejects.toThrow('ELOOP');
    await expect(files.text(at('link'), 9)).rejects.toThrow('ELOOP');
    await expect(files.scan(at('link'), 0, 9, () => undefined)).rejects.toThrow('ELOOP');
  });
  it('hands a long file on piece by piece, in one buffer, up to a limit', async () => {
    const { at } = setup();
    writeFileSync(at('long'), Buffer.alloc(200_000, 'ab'));
    const pieces: string[] = [];
    const end = await files.scan(at('long'), 1, 150_000, (piece) => void pieces.push(piece.toString()));
    expect([end, pieces.length > 1, pieces.join('') === 'ba'.repeat(75_000)]).toEqual([150_001, true, true]);
    expect(await files.scan(at('long'), end, Infinity, () => undefined)).toBe(200_000);
  });
  it('reads no pipe, whose other end may never come, and no folder', async () => {
    const { at } = setup();
    execFileSync('mkfifo', [at('pipe')]);
    for (const name of ['pipe', 'sub']) {
      await expect(files.text(at(name), 9)).rejects.toThrow('not a regular file');
      await expect(files.scan(at(name), 0, 9, () => undefined)).rejects.toThrow('not a regular file');
    }
  });
  it('cuts a text', async () => {
    expect(await files.text(setup().at('file'), 4)).toBe('0123');
  });
  it('unpacks a text whose name says that it is packed, and cuts it too', async () => {
    const { at } = setup();
    writeFileSync(at('a.gz'), gzipSync('日本語\n'));
    writeFileSync(at('long.gz'), gzipSync('x'.repeat(100_000)));
    expect(await files.text(at('a.gz'), 1000)).toBe('日本語\n');
    expect(await files.text(at('long.gz'), 1000)).toBe('x'.repeat(1000));
  });
});

describe('writing', () => {
  it('is private, replaces what was there, and leaves nothing beside it (fault rows F1, F5)', async () => {
    const { at, folder } = setup();
    await files.write(at('file'), 'new 日本');
    await files.write(at('other'), 'x');
    expect([readFileSync(at('file'), 'utf8'), statSync(at('file')).mode & 0o777, statSync(at('other')).mode & 0o777]).toEqual([
      'new 日本',
      0o600,
      0o600,
    ]);
    expect(readdirSync(folder).sort()).toEqual(['file', 'link', 'other', 'sub']);
  });
  it('is never seen half done (fault row F1)', async () => {
    const { at } = setup();
    const texts = ['a', 'b'].map((letter) => letter.repeat(3_000_000));
    await files.write(at('big'), texts[0]!);
    const seen = new Set<string>();
    const writing = async () => {
      for (let round = 0; round < 6; round += 1) await files.write(at('big'), texts[round % 2]!);
    };
    const reading = async () => {
      for (let look = 0; look < 60; look += 1) seen.add((await files.read(at('big'), 0, 1e8))?.toString() ?? 'gone');
    };
    await Promise.all([writing(), reading()]);
    expect([...seen].filter((text) => !texts.includes(text))).toEqual([]);
  });
  it('replaces a link, not the file it points to (fault row F4)', async () => {
    const { at } = setup();
    await files.write(at('link'), 'new');
    expect([readFileSync(at('file'), 'utf8'), statSync(at('link')).size, (await files.info(at('link')))?.kind]).toEqual([
      '0123456789',
      3,
      'file',
    ]);
  });
  it('makes folders private, also where some are there already', async () => {
    const { at } = setup();
    await files.makeFolder(at('a/b'));
    await files.makeFolder(at('a/b'));
    expect([at('a'), at('a/b')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
  });
  it('takes away a whole folder, and what is gone already is no error', async () => {
    const { at } = setup();
    await files.remove(at('sub'));
    await files.remove(at('sub'));
    expect(await files.info(at('sub'))).toBeUndefined();
  });
  it('copies a folder with its links and modes, and never over another', async () => {
    const { at, folder } = setup();
    symlinkSync('../file', at('sub/link'));
    chmodSync(at('sub/below'), 0o750);
    await files.copyFolder(at('sub'), at('copy'));
    expect([readdirSync(at('copy')).sort(), statSync(at('copy/below')).mode & 0o777, (await files.info(at('copy/link')))?.kind]).toEqual([
      ['below', 'link'],
      0o750,
      'link',
    ]);
    await expect(files.copyFolder(folder, at('file'))).rejects.toThrow();
  });
});

describe('adding to a file', () => {
  it('begins a private file, and adds to the end of one that is there without changing who may read it (fault row F5)', async () => {
    const { at } = setup();
    await files.append(at('log'), 'one\n');
    await files.append(at('log'), '二\n');
    await files.append(at('file'), 'x');
    expect([readFileSync(at('log'), 'utf8'), statSync(at('log')).mode & 0o777]).toEqual(['one\n二\n', 0o600]);
    expect([readFileSync(at('file'), 'utf8'), statSync(at('file')).mode & 0o777]).toEqual(['0123456789x', 0o640]);
  });
  it('never goes through a link, into a folder, a pipe without a reader or a device (fault row F4)', async () => {
    const { at } = setup();
    symlinkSync('nowhere', at('dangling'));
    execFileSync('mkfifo', [at('pipe')]);
    await expect(files.append(at('link'), 'x')).rejects.toThrow('ELOOP');
    await expect(files.append(at('dangling'), 'x')).rejects.toThrow('ELOOP');
    await expect(files.append(at('sub'), 'x')).rejects.toThrow('EISDIR');
    await expect(files.append(at('pipe'), 'x')).rejects.toThrow('ENXIO');
    await expect(files.append('/dev/null', 'x')).rejects.toThrow('not a regular file');
    await expect(files.append(at('not/there'), 'x')).rejects.toThrow('ENOENT');
    expect([readFileSync(at('file'), 'utf8'), (await files.info(at('nowhere'))) ?? 'nothing']).toEqual(['0123456789', 'nothing']);
  });
  it('keeps lines whole when many are added at once', async () => {
    const { at } = setup();
    const lines = Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(4000)}`);
    await Promise.all(lines.map((line) => files.append(at('log'), `${line}\n`)));
    expect(readFileSync(at('log'), 'utf8').trimEnd().split('\n').sort()).toEqual(lines.sort());
  });
  it('a renamed file takes the place of another', async () => {
    const { at } = setup();
    writeFileSync(at('other'), 'old');
    await files.rename(at('file'), at('other'));
    expect([readFileSync(at('other'), 'utf8'), await files.info(at('file'))]).toEqual(['0123456789', undefined]);
    await expect(files.rename(at('file'), at('x'))).rejects.toThrow('ENOENT');
  });
});
