import { expect, it } from 'vitest';
import { fakeFiles } from '../platform/fakes.testing.ts';
import { nothingExtracted } from './extract.ts';
import { keepLostNames } from './lost-names.ts';
import type { Planned } from './plan-file.ts';

const lost = (count: number) => ({
  extracted: {
    ...nothingExtracted(),
    damaged: Array.from({ length: count }, (_, index): [Planned, 'hash'] => [
      { index, path: `file\n${String(index)}`, kind: 'f', links: '' },
      'hash',
    ]),
  },
  refused: [],
});

it('every file that did not come back is named somewhere, however many there are (K7)', async () => {
  const texts = new Map<string, string>();
  expect(await keepLostNames({ files: fakeFiles(texts) }, { folder: '/run' }, lost(100))).toBe(undefined);
  expect(await keepLostNames({ files: fakeFiles(texts) }, { folder: '/run' }, lost(101))).toBe('/run/not-restored.txt');
  const names = texts.get('/run/not-restored.txt')?.split('\n') ?? [];
  expect([names.length, names[0], names[100], names[101]]).toEqual([102, 'file\\u{a}0', 'file\\u{a}100', '']);
});
