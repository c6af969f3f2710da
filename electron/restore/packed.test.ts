import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localFiles } from '../platform/files.ts';
import { handText } from './hand.ts';
import { pack, programThere } from './packed.ts';

describe('the program of a hand on a host', () => {
  it('is one line of plain characters that holds all of it', async () => {
    const line = await programThere();
    expect(line).toMatch(/^[ -~]+$/);
    expect(line.length).toBeLessThan((await handText()).length / 2);
    const [, packed = ''] = /\("([^"]*)"\)/.exec(line) ?? [];
    expect(inflateSync(Buffer.from(packed, 'base64')).toString()).toBe(await handText());
  });
});

describe('a plan for a host', () => {
  let dir: string;
  let [plan, packed] = ['', ''];
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'modosu-packed-'));
    [plan, packed] = [join(dir, 'plan'), join(dir, 'plan.gz')];
  });
  beforeEach(async () => {
    writeFileSync(plan, Buffer.alloc(5_000_000, 'f\0a path\0'));
    await pack(localFiles, plan, packed);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const unpacked = () => gunzipSync(readFileSync(packed));

  it('is packed once', async () => {
    const written = new Set<string>();
    const append: typeof localFiles.append = (path, content) => {
      written.add(path);
      return localFiles.append(path, content);
    };
    await pack({ ...localFiles, append }, plan, packed);
    expect([[...written], unpacked().equals(readFileSync(plan)), readdirSync(dir).sort()]).toEqual([[], true, ['plan', 'plan.gz']]);
    writeFileSync(plan, 'another');
    await pack({ ...localFiles, append }, plan, packed);
    expect([...written]).toEqual([packed]);
  });

  it('is packed anew where it is another one of the same length', async () => {
    const other = Buffer.from(readFileSync(plan));
    other[4_000_000] = 1;
    writeFileSync(plan, other);
    await pack(localFiles, plan, packed);
    expect(unpacked().equals(other)).toBe(true);
  });

  it.for([
    ['torn', () => truncateSync(packed, 100)],
    ['empty', () => truncateSync(packed, 0)],
    ['longer', () => appendFileSync(packed, 'more')],
  ] as const)('is packed anew where what is there is %s', async ([, spoil]) => {
    spoil();
    await pack(localFiles, plan, packed);
    expect(unpacked().equals(readFileSync(plan))).toBe(true);
  });

  it('may be empty', async () => {
    writeFileSync(plan, '');
    await pack(localFiles, plan, packed);
    expect(unpacked().length).toBe(0);
  });
});
