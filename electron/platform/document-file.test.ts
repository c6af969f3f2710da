import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { documentFile } from './document-file.ts';

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, file: documentFile(folder, 'settings'), path: join(folder, 'settings.json') };
}

describe('a document on disk (fault rows F1, F2, F5)', () => {
  it('is read as it was written, and closed to others', async () => {
    const { file, path, folder } = setup();
    const value = { version: 1, jobs: [{ name: '日本', 'a.b': { c: null } }] };
    await file.prepare();
    file.write(value);
    expect(JSON.parse(file.read() ?? '')).toEqual(value);
    expect([file.path, statSync(path).mode & 0o777, readdirSync(folder)]).toEqual([path, 0o600, ['settings.json']]);
  });

  it('is replaced whole, also where a careless hand opened or broke it', async () => {
    const { file, path } = setup();
    await file.prepare();
    file.write({ a: 1, b: 2 });
    chmodSync(path, 0o666);
    file.write({ c: 3 });
    expect([JSON.parse(file.read() ?? ''), statSync(path).mode & 0o777]).toEqual([{ c: 3 }, 0o600]);
  });

  it('that is not there is undefined, one that is empty is an empty text', () => {
    const { file, path } = setup();
    expect(file.read()).toBeUndefined();
    writeFileSync(path, '');
    expect(file.read()).toBe('');
  });

  it('that is beyond every measure is not read whole', () => {
    const { file, path } = setup();
    writeFileSync(path, Buffer.alloc(17 * 1024 * 1024, 'x'));
    expect(file.read()?.length).toBe(16 * 1024 * 1024 + 1);
  });

  it('is set aside under a name that says so, and nothing of it is lost', () => {
    const { file, path, folder } = setup();
    writeFileSync(path, 'garbage');
    const aside = file.setAside();
    expect([existsSync(path), readFileSync(aside, 'utf8'), readdirSync(folder)]).toEqual([
      false,
      'garbage',
      [expect.stringMatching(/^settings\.damaged-\d{4}-[\dT-]+Z\.json$/)],
    ]);
  });

  it('is not written by accident before the library is there', () => {
    const { file, folder } = setup();
    expect(() => file.write({})).toThrow('prepare');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('sweeps what a killed save left, but not what another is just writing', async () => {
    const { file, folder } = setup();
    for (const name of ['settings.json.tmp-1', 'settings.json.tmp-2', 'other.json.tmp-1']) writeFileSync(join(folder, name), 'x');
    utimesSync(join(folder, 'settings.json.tmp-1'), 1, 1);
    utimesSync(join(folder, 'other.json.tmp-1'), 1, 1);
    await file.prepare();
    file.write({});
    expect(readdirSync(folder).sort()).toEqual(['other.json.tmp-1', 'settings.json', 'settings.json.tmp-2']);
  });
});
