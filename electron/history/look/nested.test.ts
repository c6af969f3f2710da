import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EntryKind } from '../../contract/history.ts';
import { openIndexFile } from '../../platform/index-file.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes, stillThere, tables } from '../tables.ts';
import { isNested } from './nested.ts';

let folder: string;
let index: IndexFile;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modosu-nested-'));
  index = openIndexFile(join(folder, 'index'));
  index.exec(tables);
  const entries: [id: number, folder: number, name: string, ...kinds: EntryKind[]][] = [
    [1, 0, '', 'folder'],
    [2, 1, 'www', 'folder'],
    [3, 2, 'index.html', 'file'],
    [4, 1, 'backup', 'folder'],
    [5, 4, 'rdiff-backup-data', 'folder'],
    [6, 4, 'file', 'file'],
    [7, 1, 'turned', 'folder', 'link'],
    [8, 7, 'file', 'file'],
    [9, 1, 'became', 'file', 'folder'],
    [10, 9, 'rdiff-backup-data', 'folder'],
  ];
  for (const [id, parent, name, ...kinds] of entries) {
    index.prepare('INSERT INTO entry VALUES (?, ?, ?)').run(id, parent, Buffer.from(name));
    for (const [at, kind] of kinds.entries()) {
      const values = [id, at + 1, at + 1 < kinds.length ? at + 2 : stillThere, kindCodes[kind]];
      index.prepare('INSERT INTO version (entry, since, until, kind) VALUES (?, ?, ?, ?)').run(...values);
    }
  }
});
afterAll(() => {
  index.close();
  rmSync(folder, { recursive: true });
});

it('rdiff-backup finds its way by an argument where nothing on it ever was another repository or a link', () => {
  expect(isNested(index, 'www/index.html')).toBe(false);
  expect(isNested(index, 'www')).toBe(false);
  expect(isNested(index, '')).toBe(false);
});
it('and does not below a copy of another repository, through what was a link at any time, or where the index knows nothing', () => {
  expect(isNested(index, 'backup/file')).toBe(true);
  expect(isNested(index, 'turned/file')).toBe(true);
  expect(isNested(index, 'became')).toBe(true);
  expect(isNested(index, 'www/unknown')).toBe(true);
});
