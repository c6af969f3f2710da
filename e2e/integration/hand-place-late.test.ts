import { appendFile, chmod, chown, readFile, rename, rm, stat, statfs, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missing } from '../office/needs.ts';
import { askHand } from '../office/placing.ts';
import { planRecord, snapshotOf } from '../office/placing-trees.ts';
import { removeTree, scratch } from '../office/scratch.ts';
import { mountSmallDisk } from '../office/small-disk.ts';
import { stagedBeside, writeTree, type Tree } from '../office/staged-beside.ts';
import { unmountTmpfs } from '../office/tmpfs.ts';

const nobody = 65_534;
const group = 33;
const contents = (dir: string) => Object.fromEntries([...snapshotOf(dir)].map(([path, { content }]) => [path, content]));

describe('I9: what was carried out is only told again', () => {
  it('of a placing: what people have done since stays', async () => {
    const { work, root, place, ask } = await stagedBeside(
      { index: 'restored', cache: { x: 'restored' }, own: { y: 'restored' } },
      { index: 'broken', cache: { x: 'broken' }, own: { y: 'broken' } },
    );
    const end = await place();
    await appendFile(join(root, 'index'), ' and edited');
    await writeFile(join(root, 'orders'), 'since then');
    await rm(join(root, 'cache'), { recursive: true });
    await chmod(join(root, 'own'), 0o700);
    const since = snapshotOf(root);
    expect(await ask({ op: 'settle', work, how: 'forward' })).toMatchObject({ state: 'placed', replaced: 3, aside: end?.['aside'] });
    expect(snapshotOf(root)).toEqual(since);
  });

  it('of a placing whose last attributes alone are missing: a folder that is gone since needs none', async () => {
    const { work, root, place, ask } = await stagedBeside({ cache: { x: 'restored' }, a: 'new' }, { cache: { x: 'broken' }, a: 'old' });
    const end = await place();
    await rm(join(String(end?.['aside']), 'placed'));
    await rm(join(root, 'cache'), { recursive: true });
    expect(await ask({ op: 'settle', work, how: 'forward' })).toMatchObject({ state: 'placed', replaced: 2 });
    expect(contents(root)).toEqual({ '': '', a: 'new' });
  });

  it('of a placing, beside a folder of somebody else with a journal of another kind', async () => {
    const { dir, work, place, ask } = await stagedBeside({ a: 'new' }, { a: 'old' });
    await writeTree(join(dir, 'diary.before-2025'), { journal: '["Monday"]' });
    const end = await place();
    expect(await ask({ op: 'settle', work, how: 'forward' })).toMatchObject({ state: 'placed', replaced: 1, aside: end?.['aside'] });
  });

  it('of a putting back: what came since stays, and is not counted', async () => {
    const { root, place, undo } = await stagedBeside({ a: 'new', index: 'new' }, { a: 'old' });
    const end = await place();
    await appendFile(join(root, 'a'), ' and edited');
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 1 });
    await writeFile(join(root, 'index'), 'live');
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 1 });
    expect(contents(root)).toEqual({ '': '', a: 'old', index: 'live' });
  });
});

describe('putting back where a folder has become a link to elsewhere (K2)', () => {
  const moveAway = async (dir: string, root: string) => {
    await rename(join(root, 'uploads'), join(dir, 'elsewhere'));
    await symlink('../elsewhere', join(root, 'uploads'));
  };

  it('goes on where nothing but attributes of the folder would come back', async () => {
    const { dir, root, place, undo, survey } = await stagedBeside(
      { index: 'new', uploads: { x: 'same' } },
      { index: 'old', uploads: { x: 'same' } },
    );
    const { sameIndexes } = (await survey({ deep: true })) as { sameIndexes: number[] };
    await chmod(join(root, 'uploads'), 0o750);
    const end = await place({ leave: sameIndexes });
    await moveAway(dir, root);
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 0, aside: null });
    expect(contents(root)).toMatchObject({ index: 'old' });
    expect(contents(join(dir, 'elsewhere'))).toEqual({ '': '', x: 'same' });
  });

  it('never writes through it: the rest comes back, and it can be done once more', async () => {
    const { dir, root, place, undo } = await stagedBeside(
      { a: 'new', uploads: { x: 'new' }, z: 'new' },
      { a: 'old', uploads: { x: 'old' }, z: 'old' },
    );
    const before = snapshotOf(root);
    const end = await place();
    await moveAway(dir, root);
    expect(await undo(end?.['aside'])).toMatchObject({ failed: 'target-changed', path: 'uploads/x' });
    expect(contents(root)).toMatchObject({ a: 'old', z: 'old' });
    expect(contents(join(dir, 'elsewhere'))).toEqual({ '': '', x: 'new' });
    await rm(join(root, 'uploads'));
    await rename(join(dir, 'elsewhere'), join(root, 'uploads'));
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 0 });
    expect(snapshotOf(root)).toEqual(before);
  });
});

describe.skipIf(missing.root !== undefined)('a user who is not in the group of the target', () => {
  async function shared(staged: Tree, target: Tree) {
    const world = await stagedBeside(staged, target, { owner: nobody });
    await chown(world.dir, nobody, nobody);
    for (const [at, gid] of [
      [world.root, group],
      [world.work, nobody],
    ] as const) {
      for (const path of snapshotOf(at).keys()) await chown(join(at, path), nobody, gid);
    }
    return world;
  }

  it('leaves it to every folder that is there, and can put back (K5)', async () => {
    const { root, place, undo } = await shared({ a: 'new', d: { x: 'same' } }, { a: 'old', d: { x: 'same' } });
    for (const folder of [root, join(root, 'd')]) await chmod(folder, 0o2750);
    const before = snapshotOf(root);
    const end = await place({ leave: [3] });
    expect(end).not.toHaveProperty('failed');
    for (const folder of [root, join(root, 'd')]) expect((await stat(folder)).gid, folder).toBe(group);
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('new');
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 0, aside: null });
    expect(snapshotOf(root)).toEqual(before);
  });

  it('gets a file back whose bytes alone are wrong (B3)', async () => {
    const { root, place } = await shared({ a: 'good' }, { a: 'evil' });
    expect(await place({ confirmed: { replace: 0, remove: 0 } })).toMatchObject({ replaced: 1 });
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('good');
  });
});

it('K11: where letters are folded, what could not be made takes nothing else with it', async () => {
  const { root, work } = await stagedBeside({ README: 'big', z: 'z' }, { other: 'mine' });
  const plan = Buffer.concat([
    planRecord({ kind: 'd', path: '', way: '-' }),
    ...['README', 'Readme', 'z'].map((path) => planRecord({ kind: 'f', path, size: '3' })),
  ]);
  const order = { op: 'place', work, root, mode: 'merge', stamp: '2026-02-03-040506', confirmed: { replace: 0, remove: 0 } };
  expect(await askHand({ ...order, damaged: [2] }, plan, { isFolding: true })).toMatchObject({ created: 2 });
  expect(contents(root)).toEqual({ '': '', README: 'big', other: 'mine', z: 'z' });
});

it('a folder with a name so long that none can be made of it keeps what was replaced under a name of ours', async () => {
  const { place, undo, root } = await stagedBeside({ a: 'new' }, { a: 'old' }, { name: 'x'.repeat(240) });
  const before = snapshotOf(root);
  const end = await place();
  expect(basename(String(end?.['aside']))).toBe('.modosu-before-2026-02-03-040506');
  expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone' });
  expect(snapshotOf(root)).toEqual(before);
});

it.skipIf(missing.loop !== undefined)('K8: a disk on which no folder can be made any more lets a placing go back as a whole', async () => {
  const { dir } = await scratch('modosu-full');
  const disk = await mountSmallDisk(dir, 16);
  onTestFinished(async () => {
    await unmountTmpfs(disk);
    await removeTree(dir);
  });
  const tree = (content: string): Tree =>
    Object.fromEntries(Array.from({ length: 200 }, (_, each) => [`d${String(each)}`, { x: content }]));
  const { root, place, work } = await stagedBeside(tree('restored'), tree('broken'), { parent: disk });
  const before = snapshotOf(root);
  // The last of them is enough for what going back may need, and for some of what goes aside.
  for (const blocks of [20, 100, 450]) {
    const { bavail, bsize } = await statfs(disk);
    await writeFile(join(disk, 'log'), Buffer.alloc((bavail - blocks) * bsize, 1));
    expect(await place({ confirmed: { replace: 200, remove: 0 } })).toMatchObject({ failed: 'disk-full', changedSince: 0 });
    expect(snapshotOf(root)).toEqual(before);
    for (const path of [join(disk, 'log'), ...['journal', 'back', 'undone'].map((name) => join(work, name))])
      await rm(path, { force: true });
  }
  expect(existsSync(join(work, 'tree/d0/x'))).toBe(false);
});
