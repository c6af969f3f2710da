import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missing } from '../office/needs.ts';
import { askHand } from '../office/placing.ts';
import { planRecord } from '../office/placing-trees.ts';
import { scratch } from '../office/scratch.ts';

const nobody = 65_534;
const fields = { way: '-', mode: String(0o644) };
const file = (path: string, size = '1') => planRecord({ ...fields, kind: 'f', path, size });
const rootRecord = planRecord({ ...fields, kind: 'd', path: '', mode: String(0o755) });

async function setup() {
  const { dir, remove } = await scratch('modosu-survey');
  onTestFinished(remove);
  const survey = async (plan: Buffer[], { root = dir, ...world }: { root?: string; fileSystem?: string; owner?: number } = {}) =>
    askHand({ op: 'survey', root }, Buffer.concat([rootRecord, ...plan]), world);
  return { dir, survey };
}

describe('what a target cannot hold is told before', () => {
  const unsuited = ['a:b', 'dot.', 'space ', 'what?', 'back\\slash', 'new\nline'];

  it.each(['vfat', 'exfat', 'ntfs', 'ntfs3'])('K11: names that %s does not take', async (fileSystem) => {
    const { survey } = await setup();
    const plan = ['.hidden', 'plain.txt', ...unsuited].map((name) => file(name));
    expect(await survey(plan, { fileSystem })).toMatchObject({ problems: { names: unsuited.length } });
    expect(await survey(plan, { fileSystem: 'ext4' })).toMatchObject({ problems: { names: 0 } });
  });

  it('K11: names that are too long', async () => {
    const { survey } = await setup();
    expect(await survey([file('x'.repeat(255)), file('y'.repeat(256))])).toMatchObject({ problems: { names: 1 } });
    // Also far longer than the piece of a plan that is held at a time.
    const long = await survey([file('a'), file('x'.repeat(300_000)), file('b')]);
    expect(long).toMatchObject({ problems: { names: 1 }, create: 3 });
  });

  it('links, FIFOs and sockets on a file system of files and folders alone, where each name of a hard link needs room (K8)', async () => {
    const { survey } = await setup();
    const linked = ['one', 'two'].map((path) => planRecord({ ...fields, kind: 'f', path, size: '100', links: '7' }));
    const others = ['l', 'p', 's'].map((kind) => planRecord({ ...fields, kind, path: kind, target: 'x' }));
    const plan = [...linked, ...others];
    const plain = await survey(plan, { fileSystem: 'vfat' });
    expect(plain).toMatchObject({ bytesToWrite: 200, entriesToWrite: 6, problems: { links: 2, kinds: 3 } });
    const whole = await survey(plan, { fileSystem: 'ext4' });
    expect(whole).toMatchObject({ bytesToWrite: 100, entriesToWrite: 5, problems: { links: 0, kinds: 0 } });
  });

  it.skipIf(missing.root !== undefined)('K5: device nodes without root', async () => {
    const { dir, survey } = await setup();
    await chmod(dir, 0o755);
    const plan = [planRecord({ ...fields, kind: 'c', path: 'null', target: 'c 1 3' })];
    expect(await survey(plan)).toMatchObject({ problems: { devices: 0 } });
    expect(await survey(plan, { owner: nobody })).toMatchObject({ problems: { devices: 1 } });
  });
});

describe('folders that are there', () => {
  const folders = [rootRecord, planRecord({ ...fields, kind: 'd', path: 'd', mode: String(0o755), time: '1000000000' })];

  it('are told where they get another owner or mode, and not where only their time changes', async () => {
    const { dir, survey } = await setup();
    await chmod(dir, 0o755);
    await mkdir(join(dir, 'd'));
    await writeFile(join(dir, 'd/a'), 'a');
    await chmod(join(dir, 'd'), 0o755);
    expect(await survey(folders.slice(1))).toMatchObject({ problems: { otherRights: 0, foreignFolders: 0 } });
    await chmod(join(dir, 'd'), 0o700);
    expect(await survey(folders.slice(1))).toMatchObject({ problems: { otherRights: 1, foreignFolders: 0 } });
  });

  it.skipIf(missing.root !== undefined)('are told where they belong to others and nothing of them can be changed', async () => {
    const { dir, survey } = await setup();
    await chmod(dir, 0o755);
    await mkdir(join(dir, 'd'), { mode: 0o777 });
    expect(await survey(folders.slice(1), { owner: nobody })).toMatchObject({ problems: { otherRights: 0, foreignFolders: 1 } });
  });
});
