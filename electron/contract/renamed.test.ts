import { expect, it } from 'vitest';
import { sourcePath } from './renamed.ts';

it.each([
  [null, 'a/b', 'a/b'],
  [{ from: 'docs', to: '' }, '', 'docs'],
  [{ from: 'docs', to: '' }, 'a/b', 'docs/a/b'],
  [{ from: 'docs/a', to: 'b' }, 'b', 'docs/a'],
  [{ from: 'docs/a', to: 'b' }, 'b/c', 'docs/a/c'],
  [{ from: 'docs/a', to: 'b' }, '', 'docs'],
  [{ from: 'a', to: 'b' }, '', ''],
])('of %j, %j is %j in the source', (renamed, path, source) => {
  expect(sourcePath(renamed, path)).toBe(source);
});
