import { expect, it } from 'vitest';
import { fakeFiles } from '../../platform/fakes.testing.ts';
import { isVanished } from './vanished.ts';

const data = '/r/rdiff-backup-data';
const repository = (...paths: string[]) =>
  fakeFiles(new Map([[`${data}/backup.log`, ''], ...paths.map((path): [string, string] => [path, 'x'])]));

it('a path is lost when neither the mirror nor the increments have it', async () => {
  expect(await isVanished(repository(), '/r', 'a/b')).toBe(true);
  expect(await isVanished(repository('/r/a/b'), '/r', 'a/b')).toBe(false);
  expect(await isVanished(repository(`${data}/increments/a/b.2026-02-25T06:13:20Z.missing`), '/r', 'a/b')).toBe(false);
  expect(await isVanished(repository(`${data}/increments/a/bb.2026-02-25T06:13:20Z.missing`), '/r', 'a/b')).toBe(true);
  expect(await isVanished(repository(`${data}/increments/b.2026-02-25T06:13:20Z.diff.gz`), '/r', 'b')).toBe(false);
});
it('where that cannot be told, rdiff-backup is asked', async () => {
  expect(await isVanished(repository(`${data}/chars_to_quote`), '/r', 'B')).toBe(false);
  expect(await isVanished(repository(), '/r', 'x'.repeat(201))).toBe(false);
  expect(await isVanished(repository(), '/r', 'not utf-8 \udcff')).toBe(false);
  expect(await isVanished(fakeFiles(), '/r', 'a')).toBe(false);
});
