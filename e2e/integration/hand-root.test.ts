import { existsSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeJail } from '../office/jail.ts';
import { missing } from '../office/needs.ts';
import { askHand } from '../office/placing.ts';
import { planFor, snapshotOf } from '../office/placing-trees.ts';
import { scratch } from '../office/scratch.ts';

const work = '.modosu-7-0123abcd';

/** A folder that a hand takes for the whole machine. */
async function machine() {
  const { dir, remove } = await scratch('modosu-root');
  onTestFinished(remove);
  makeJail(dir);
  return { dir, ask: (order: object, plan: Buffer = Buffer.alloc(0)) => askHand(order, plan, { jail: dir }) };
}

describe.skipIf(missing.tmpfs !== undefined)('the root of a machine as the target', () => {
  it('is merged into and put back; what is kept aside in it belongs to no target (K1)', async () => {
    const { dir, ask } = await machine();
    mkdirSync(join(dir, 'etc'));
    writeFileSync(join(dir, 'etc/hosts'), 'older');
    const before = snapshotOf(dir);
    const tree = join(dir, work, 'tree');
    mkdirSync(join(tree, 'etc'), { recursive: true });
    writeFileSync(join(tree, 'etc/hosts'), 'new');
    const plan = planFor(snapshotOf(tree));

    const survey = { op: 'survey', root: '/', special: true };
    expect(await ask(survey, plan)).toMatchObject({ real: '/', workParent: '/', replace: 1, extra: 0 });
    const rootTime = before.get('')?.time;
    const end = await ask({ op: 'place', work: `/${work}`, root: '/', mode: 'merge', stamp: '2026-02-03-040506', rootTime }, plan);
    expect(end).toMatchObject({ replaced: 1, aside: '/.modosu-before-2026-02-03-040506' });
    expect(readFileSync(join(dir, 'etc/hosts'), 'utf8')).toBe('new');

    const again = await ask({ ...survey, exact: true }, plan);
    expect(again).toMatchObject({ replace: 0 });
    expect(JSON.stringify(again)).not.toContain('.modosu-before');
    expect(await ask({ op: 'undo', aside: end?.['aside'] })).toMatchObject({ state: 'undone', changedSince: 0, aside: null });
    expect(snapshotOf(dir)).toEqual(before);
  });

  it('lets what is mounted there be, of which a whole server has but the empty folders, also for an exact copy (K1)', async () => {
    const { dir, ask } = await machine();
    writeFileSync(join(dir, 'extra'), 'came since');
    const before = snapshotOf(dir);
    const tree = join(dir, work, 'tree');
    for (const folder of ['etc', 'proc', 'usr']) mkdirSync(join(tree, folder), { recursive: true, mode: 0o700 });
    const linked = [...before].filter(([path, { kind }]) => path !== '' && kind === 'l').map(([path]) => path);
    for (const path of linked) symlinkSync(readlinkSync(join(dir, path)), join(tree, path));
    const plan = planFor(snapshotOf(tree));

    const rootTime = before.get('')?.time;
    const asked = { root: '/', exact: true, special: true };
    const looked = await ask({ op: 'survey', ...asked, deep: true }, plan);
    expect(looked).toMatchObject({ create: 1, extraNames: [['extra', 0]], problems: { mountInside: [] } });
    expect(looked?.['staying']).toEqual(expect.arrayContaining(['proc', 'usr']));
    const placing = { ...asked, work: `/${work}`, mode: 'merge', stamp: '2026-02-03-040506', rootTime, leave: looked?.['sameIndexes'] };
    const end = await ask({ op: 'place', ...placing }, plan);
    expect(end).toMatchObject({ created: 1, replaced: 0, removed: 1 });
    expect([existsSync(join(dir, 'etc')), existsSync(join(dir, 'extra'))]).toEqual([true, false]);
    const after = snapshotOf(dir);
    for (const mount of ['proc', 'usr']) expect(after.get(mount)).toEqual(before.get(mount));
    expect(await ask({ op: 'undo', aside: end?.['aside'] })).toMatchObject({ state: 'undone', changedSince: 0 });
    expect(snapshotOf(dir)).toEqual(before);
  });

  it('keeps no work folder that is swept (K9)', async () => {
    const { dir, ask } = await machine();
    mkdirSync(join(dir, work, 'tree'), { recursive: true });
    expect(await ask({ op: 'sweep', work: `/${work}` })).toMatchObject({ removed: true });
    expect(existsSync(join(dir, work))).toBe(false);
  });
});
