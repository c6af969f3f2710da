import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateElectron } from './electron.mjs';
import { missingIn } from './libraries.mjs';

describe.skipIf(process.platform !== 'linux')('locateElectron', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'modosu-locate-'));
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'package.json'), '{ "version": "45.4.1" }');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  };

  it('knows of none before the download', () => {
    expect(locateElectron({}, folder)).toBeUndefined();
  });

  it('finds the downloaded one', () => {
    put({ 'dist/electron': '', 'dist/version': '45.4.1', 'path.txt': 'electron' });
    expect(locateElectron({}, folder)).toEqual({ file: join(folder, 'dist/electron'), version: '45.4.1' });
  });

  it('takes neither half a download nor the one of another version', () => {
    put({ 'dist/electron': '', 'dist/version': '45.4.1' });
    expect(locateElectron({}, folder)).toBeUndefined();
    put({ 'dist/version': '44.0.0', 'path.txt': 'electron' });
    expect(locateElectron({}, folder)).toBeUndefined();
  });

  it('takes the copy that a person names, whatever its version', () => {
    put({ 'dist/electron': '', 'dist/version': 'v44.0.0\n' });
    const named = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist') };
    expect(locateElectron(named, folder)).toEqual({ file: join(folder, 'dist/electron'), version: '44.0.0' });
  });

  it('says so when the named folder holds none', () => {
    const why = { why: 'there is no electron in ELECTRON_OVERRIDE_DIST_PATH' };
    expect(locateElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder }, folder)).toEqual(why);
  });
});

it('reads what ldd did not find', () => {
  const said = '\tlibm.so.6 => /lib/libm.so.6 (0x1)\n\tlibgtk-3.so.0 => not found\n\tlibnss3.so => not found\n';
  expect(missingIn(said)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
});
