import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

  it('keeps no work folder that is swept (K9)', async () => {
    const { dir, ask } = await machine();
    mkdirSync(join(dir, work, 'tree'), { recursive: true });
    expect(await ask({ op: 'sweep', work: `/${work}` })).toMatchObject({ removed: true });
    expect(existsSync(join(dir, work))).toBe(false);
  });
});
