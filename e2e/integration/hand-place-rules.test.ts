import { appendFile, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { chmodSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missing } from '../office/needs.ts';
import { askHand } from '../office/placing.ts';
import { planRecord, snapshotOf } from '../office/placing-trees.ts';
import { removeTree } from '../office/scratch.ts';
import { stagedBeside as setup, writeTree as write } from '../office/staged-beside.ts';
import { mountTmpfs, unmountTmpfs } from '../office/tmpfs.ts';

describe('a new folder', () => {
  it('gets its name in one step, with the folders above it that were missing', async () => {
    const { dir, work, root, place, ask } = await setup({ a: 'new', d: { e: 'new' } }, null);
    const deep = join(root, 'deep', 'er');
    expect(await place({ root: deep, mode: 'new' })).toMatchObject({ created: 4, replaced: 0, removed: 0, aside: null });
    expect(await readFile(join(deep, 'd', 'e'), 'utf8')).toBe('new');
    expect(await ask({ op: 'settle', work, how: 'forward' })).toMatchObject({ state: 'placed', created: 4 });
    expect(await ask({ op: 'settle', parent: dir, run: 7, how: 'back' })).toMatchObject({ state: 'rolled-back' });
    expect(existsSync(root)).toBe(false);
  });

  it('is refused when something has its name by now', async () => {
    const { root, place } = await setup({ a: 'new' }, { a: 'precious' });
    expect(await place({ mode: 'new' })).toMatchObject({ failed: 'target-changed' });
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('precious');
  });
});

describe('K1: what is in the target', () => {
  it('is touched by nothing when more would be replaced or removed than was confirmed', async () => {
    const { root, place } = await setup({ a: 'new', b: 'newer' }, { a: 'older', b: 'old', c: 'extra' });
    const before = snapshotOf(root);
    expect(await place({ confirmed: { replace: 1, remove: 0 } })).toMatchObject({ failed: 'target-changed' });
    expect(await place({ exact: true, confirmed: { replace: 2, remove: 0 } })).toMatchObject({ failed: 'target-changed' });
    expect(snapshotOf(root)).toEqual(before);
    expect(await place({ exact: true, confirmed: { replace: 2, remove: 1 } })).toMatchObject({ replaced: 2, removed: 1 });
  });

  it('counts with all that lies below it when it leaves its place, in a survey and against what was confirmed (I8)', async () => {
    const target = { cache: { a: '1', b: { c: '2' } }, extra: { d: '3' }, alone: '4' };
    const { root, place, survey } = await setup({ cache: '-> elsewhere' }, target);
    const before = snapshotOf(root);
    expect(await survey({ exact: true })).toMatchObject({
      create: 0,
      replace: 4,
      replaceNames: [['cache', 3]],
      entriesToWrite: 2,
      extra: 3,
      extraNames: [
        ['alone', 0],
        ['extra', 1],
      ],
    });
    expect(await place({ confirmed: { replace: 3, remove: 0 } })).toMatchObject({ failed: 'target-changed' });
    expect(await place({ exact: true, confirmed: { replace: 4, remove: 2 } })).toMatchObject({ failed: 'target-changed' });
    expect(snapshotOf(root)).toEqual(before);
    expect(await place({ exact: true, confirmed: { replace: 4, remove: 3 } })).toMatchObject({ replaced: 4, removed: 3 });
  });

  it('is left alone where it is the same or where what was staged is damaged', async () => {
    const { root, place } = await setup({ a: 'new', b: 'new', c: 'new' }, { b: 'old', c: 'new' });
    const before = snapshotOf(root);
    expect(await place({ damaged: [2], leave: [3] })).toMatchObject({ created: 1, replaced: 0, left: 1 });
    expect(await readFile(join(root, 'b'), 'utf8')).toBe('old');
    expect(snapshotOf(root).get('c')).toEqual(before.get('c'));
  });

  it('is told from what looks the same by a deep survey only', async () => {
    const { survey } = await setup({ a: 'new', b: 'new' }, { a: 'old', b: 'new' });
    expect(await survey()).toMatchObject({ same: 3, replace: 0, sameIndexes: null });
    expect(await survey({ deep: true })).toMatchObject({ same: 2, replace: 1, sameIndexes: [2], replaceNames: [['a', 0]] });
  });

  it('K3: is not looked for behind a link', async () => {
    const { dir, root, place, survey, undo } = await setup({ d: { a: 'new' } }, { d: '-> ../guard' });
    await write(join(dir, 'guard'), { a: 'precious' });
    const [before, guarded] = [snapshotOf(root), snapshotOf(join(dir, 'guard'))];
    expect(await survey()).toMatchObject({ create: 1, replace: 1 });
    const end = await place();
    expect(end).toMatchObject({ created: 1, replaced: 1 });
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone' });
    expect(snapshotOf(root)).toEqual(before);
    expect(snapshotOf(join(dir, 'guard'))).toEqual(guarded);
  });
});

describe('putting back', () => {
  it('moves what was changed or added since to a folder of its own, and counts it', async () => {
    const { root, place, undo } = await setup({ a: 'new', b: 'new', d: { e: 'new', f: 'new' } }, { a: 'old' });
    const end = await place();
    await writeFile(join(root, 'a'), 'edited');
    await appendFile(join(root, 'd', 'e'), ' edited');
    await write(join(root, 'd', 'mine'), {});
    await writeFile(join(root, 'elsewhere'), 'mine');
    expect(await undo(end?.['aside'])).toMatchObject({
      state: 'undone',
      restored: 1,
      takenAway: 4,
      changedSince: 3,
      aside: end?.['aside'],
    });
    const contents = (dir: string) => Object.fromEntries([...snapshotOf(dir)].map(([path, { content }]) => [path, content]));
    expect(contents(root)).toEqual({ '': '', a: 'old', elsewhere: 'mine' });
    const since = join(String(end?.['aside']), 'changed-since');
    expect(contents(since)).toEqual({ '': '', a: 'edited', d: '', 'd/e': 'new edited', 'd/mine': '' });
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 3 });
  });

  it('says that there is nothing when the safety folder is gone', async () => {
    const { dir, undo } = await setup({}, null);
    expect(await undo(join(dir, 'root.before-2026-02-03-040506'))).toMatchObject({ state: 'nothing' });
  });
});

it.each(['../x', '/etc/x', 'a/../../x', './x', 'a//b', 'a/.', '..'])('K4: a plan with the path %j is refused', async (path) => {
  const { root, dir, work } = await setup({ a: 'new' }, { b: 'old' });
  const before = snapshotOf(dir);
  const plan = Buffer.concat([planRecord({ kind: 'd', path: '', way: '-' }), planRecord({ kind: 'l', path, target: 'x', way: '-' })]);
  const order = { work, root, mode: 'merge', stamp: '2026-02-03-040506', confirmed: { replace: 9, remove: 9 } };
  for (const op of ['survey', 'place']) expect(await askHand({ op, ...order }, plan)).toMatchObject({ failed: 'bad-plan' });
  expect(snapshotOf(dir)).toEqual(before);
});

it('K9: a work folder that holds what was in the target is not swept', async () => {
  const { work, ask } = await setup({ a: 'new' }, { a: 'old' });
  await write(join(work, 'aside'), { a: 'old' });
  expect(await ask({ op: 'sweep', work })).toMatchObject({ failed: 'target-changed' });
  expect(existsSync(join(work, 'aside', 'a'))).toBe(true);
});

describe.skipIf(missing.tmpfs !== undefined)('another file system', () => {
  it('that is mounted inside the target ends a placing through it before anything', async () => {
    const { root, place, survey } = await setup({ a: 'new', m: { b: 'new' } }, { a: 'old', m: {} });
    await mountTmpfs(join(root, 'm'), 1);
    onTestFinished(() => unmountTmpfs(join(root, 'm')));
    const before = snapshotOf(root);
    expect(await survey()).toMatchObject({ problems: { mountInside: ['m'] } });
    expect(await place()).toMatchObject({ failed: 'mount-inside' });
    expect(snapshotOf(root)).toEqual(before);
  });

  it('that is mounted on a folder of which nothing else is wanted lets that one stay as it is, as for a whole server (K1)', async () => {
    const { root, place, survey, undo } = await setup({ a: 'new', m: {}, d: { m: {} } }, { a: 'old', m: {}, d: { m: {} } });
    for (const mount of ['m', 'd/m']) {
      await mountTmpfs(join(root, mount), 1);
      onTestFinished(() => unmountTmpfs(join(root, mount)));
      await writeFile(join(root, mount, 'live'), mount);
      chmodSync(join(root, mount), 0o751);
    }
    const before = snapshotOf(root);
    const looked = await survey({ exact: true });
    expect(looked).toMatchObject({ staying: ['d/m', 'm'], extra: 0, problems: { mountInside: [], otherRights: 0 } });
    const end = await place({ exact: true, confirmed: { replace: 1, remove: 0 } });
    expect(end).toMatchObject({ replaced: 1, removed: 0 });
    const after = snapshotOf(root);
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('new');
    for (const mount of ['m', 'd/m']) expect(after.get(mount)).toEqual(before.get(mount));
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 0 });
    expect(snapshotOf(root)).toEqual(before);
  });

  it('that is mounted on or below what an exact copy would move aside stays there with it, and is not counted (K1)', async () => {
    const { root, place, survey, undo } = await setup({ a: 'new' }, { a: 'older', on: {}, above: { mount: {} }, extra: { b: 'old' } });
    for (const mount of ['on', 'above/mount']) {
      await mountTmpfs(join(root, mount), 1);
      onTestFinished(() => unmountTmpfs(join(root, mount)));
      await writeFile(join(root, mount, 'live'), mount);
    }
    const before = snapshotOf(root);
    expect(await survey({ exact: true })).toMatchObject({ extra: 2, extraNames: [['extra', 1]], staying: ['above', 'on'] });
    const end = await place({ exact: true, confirmed: { replace: 1, remove: 2 } });
    expect(end).toMatchObject({ replaced: 1, removed: 2 });
    expect(await readFile(join(root, 'above/mount/live'), 'utf8')).toBe('above/mount');
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone', changedSince: 0 });
    expect(snapshotOf(root)).toEqual(before);
  });

  it('that is mounted inside a folder which would be replaced is not counted, and nothing is replaced', async () => {
    const { root, place, survey } = await setup({ d: '-> elsewhere' }, { d: { mount: {}, a: 'old' } });
    await mountTmpfs(join(root, 'd/mount'), 1);
    onTestFinished(() => unmountTmpfs(join(root, 'd/mount')));
    await write(join(root, 'd/mount'), { b: 'live' });
    expect(await survey()).toMatchObject({ replace: 2, replaceNames: [['d', 1]], problems: { mountInside: ['d/mount'] } });
    expect(await place()).toMatchObject({ failed: 'mount-inside' });
    expect(await readFile(join(root, 'd/mount/b'), 'utf8')).toBe('live');
  });

  it('K8: that is full leaves the target untouched, and takes the same placing once there is room', async () => {
    const disk = await mkdtemp('/tmp/modosu-full-');
    await mountTmpfs(disk, 4);
    onTestFinished(async () => {
      await unmountTmpfs(disk);
      await removeTree(disk);
    });
    const { root, place } = await setup({ a: 'new', d: { b: 'new' } }, { a: 'old' }, { parent: disk });
    const before = snapshotOf(root);
    await expect(writeFile(join(disk, 'ballast'), Buffer.alloc(8 << 20))).rejects.toThrow('ENOSPC');
    expect(await place()).toMatchObject({ failed: 'disk-full' });
    expect(snapshotOf(root)).toEqual(before);
    await writeFile(join(disk, 'ballast'), '');
    expect(await place()).toMatchObject({ created: 2, replaced: 1 });
    expect((await stat(dirname(root))).isDirectory()).toBe(true);
  });
});
