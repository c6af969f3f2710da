import { describe, expect, it } from 'vitest';
import { attributesOf, latin1 } from './plan.testing.ts';
import { openRecordedNames, UnreadableAttributes } from './recorded-names.ts';

const namesOf = (content: string | Buffer, piece = 1000) => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  async function* stream(): AsyncGenerator<Buffer> {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  return openRecordedNames({ stream }, '/data/extended_attributes');
};

/** Which of some paths, asked for in their order, a file has something of. */
async function found(content: string | Buffer, paths: readonly string[], piece?: number): Promise<string[]> {
  const names = namesOf(content, piece);
  const all: string[] = [];
  for (const path of paths) {
    let has = names.has(latin1(path));
    while (has === undefined) {
      await names.more();
      has = names.has(latin1(path));
    }
    if (has) all.push(path);
  }
  await names.close();
  return all;
}

const recorded = ['', 'a', 'a/b', 'a b', 'a=b', 'back\\slash', 'new\nline', 'x\udcff', '見積書'];

describe('the entries with recorded attributes', () => {
  it.each([1, 3, 9, 17, 1000])('are known by their escaped names, however the file is cut into pieces (%i bytes)', async (piece) => {
    const asked = [
      '',
      'a',
      'a/a',
      'a/b',
      'a/b/c',
      'a b',
      'a-b',
      'a=b',
      'b',
      'back\\slash',
      'new\nline',
      'x',
      'x\udcff',
      '見積書',
      '見積書2',
    ];
    expect(await found(attributesOf(recorded), asked, piece)).toEqual(recorded);
  });

  it('are none where the file is empty, and what stands in a value is no name', async () => {
    expect(await found('', recorded)).toEqual([]);
    const content = '# file: b\nuser.x=0sIyBmaWxlOiBh\nuser.# file: a\n';
    expect(await found(content, ['a', 'b'])).toEqual(['b']);
  });

  it.each([1, 7, 1000])('come with what stands there of each, up to the values (%i bytes)', async (piece) => {
    const content = `# file: a\nuser::rw-\nuser.x=0sAA==\n\n# file: b\nuser.y\nuser.z=0s${'A'.repeat(3000)}\nuser.last\n`;
    const names = namesOf(content, piece);
    const told = [];
    for (const path of ['a', 'b']) {
      while (names.has(path) === undefined) await names.more();
      told.push([names.has(path), names.lines()]);
    }
    expect(told).toEqual([
      [true, ['user::rw-', 'user.x']],
      [true, ['user.y', 'user.z', 'user.last']],
    ]);
  });

  it('take no memory for values of any length', async () => {
    const content = `# file: a\nuser.x=0s${'A'.repeat(300_000)}\n# file: b\nuser.y\n`;
    expect(await found(content, ['a', 'b', 'c'], 4096)).toEqual(['a', 'b']);
  });

  it.each([
    ['something else', 'user.x=0sAA\n'],
    ['a cut name', '# file: a\nuser.x\n# file: b'],
    ['a cut value', '# file: a\nuser.x=0sAP'],
    ['an order that is none', attributesOf(['b', 'a'])],
    ['the same entry twice', attributesOf(['a', 'a'])],
    ['a name without an end', `# file: ${'a'.repeat(70_000)}`],
    ['a few bytes', '# f'],
  ])('cannot be told from a file with %s', async (_, content) => {
    await expect(found(content, ['a', 'b', 'z'], 500)).rejects.toThrow(UnreadableAttributes);
  });
});
