import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { missing, systemPython } from '../office/needs.ts';
import { askHand } from '../office/placing.ts';
import { planFor, snapshotOf, type Snapshot } from '../office/placing-trees.ts';
import { removeTree, scratch } from '../office/scratch.ts';

const swaps = everyRound ? 10_000 : 1000;

// RENAME_EXCHANGE: at every moment the name is the folder or the link, and nothing else, but where a placing may take the link out of its place.
// An even number of swaps, some at least, then until stdin has come to its end or four times as many.
const swapper = `
import ctypes, errno, os, select, sys, time
swap = ctypes.CDLL(None, use_errno=True).renameat2
one, other, least, parent = sys.argv[1].encode(), sys.argv[2].encode(), int(sys.argv[3]), os.getppid()
for count in range(4 * least):
    if count >= least and count % 2 == 0 and select.select([0], [], [], 0)[0]:
        break
    while swap(-100, one, -100, other, 2):
        if os.getppid() != parent or sys.argv[4] != 'may-be-gone' or ctypes.get_errno() != errno.ENOENT:
            sys.exit(ctypes.get_errno())
    # Now and then a placing must have the time to come to its end, with the folder in its place and with the link.
    time.sleep(0.0004 * (count % 20) if count % 101 else 0.4 * (1 + count // least))
`;

/** Places and takes back, over and over, while a folder of the target is swapped for a link to a guard folder. */
async function race(old: string | null, confirmed: { replace: number; remove: number }) {
  const { dir } = await scratch('modosu-race');
  onTestFinished(() => removeTree(dir));
  const [root, guard, work] = [join(dir, 'root'), join(dir, 'guard'), join(dir, '.modosu-7-0123abcd')];
  await mkdir(join(root, 'a'), { recursive: true });
  await mkdir(join(guard, 'new'), { recursive: true });
  await writeFile(join(root, 'a', 'old'), 'precious');
  await symlink(guard, join(root, 'swap'));
  const [before, guarded] = [snapshotOf(root), snapshotOf(guard)];

  const link = confirmed.replace > 0 ? 'may-be-gone' : 'stays';
  const swapping = spawn(systemPython, ['-I', '-c', swapper, join(root, 'a'), join(root, 'swap'), String(swaps), link], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  onTestFinished(() => void swapping.kill('SIGKILL'));
  const ended = once(swapping, 'exit');
  const ends = { placed: 0, refused: 0, unsettled: 0 };
  while (swapping.exitCode === null) {
    await stage(join(work, 'tree'), old);
    const order = { op: 'place', work, root, mode: 'merge', stamp: '2026-02-03-040506', confirmed };
    const end = await askHand(order, planFor(snapshotOf(join(work, 'tree'))));
    expect(snapshotOf(guard)).toEqual(guarded);
    if (end?.['failed'] === undefined) ends.placed += 1;
    else if (end['unsettled'] === true) ends.unsettled += 1;
    else ends.refused += 1;
    if (ends.placed > 0 && ends.refused + ends.unsettled > 0) swapping.stdin.end();
    await takeBack(work);
    expect(snapshotOf(guard)).toEqual(guarded);
  }
  expect(await ended).toEqual([0, null]);
  console.log(`hand-place-race.test.ts: ${String(swaps)} swaps at least, ${JSON.stringify(ends)}`);
  expect(ends.placed).toBeGreaterThan(0);
  expect(ends.refused + ends.unsettled).toBeGreaterThan(0);
  return { before, after: snapshotOf(root), everything: snapshotOf(dir) };
}

/** A folder with many files, as they would be staged. */
async function stage(tree: string, old: string | null): Promise<void> {
  await mkdir(join(tree, 'a', 'new'), { recursive: true });
  const names = [...(old === null ? [] : [old]), ...Array.from({ length: 200 }, (_, count) => `new-${String(count)}`), 'new/inner'];
  await Promise.all(names.map((name) => writeFile(join(tree, 'a', name), 'new')));
}

/** Takes a placing back, however often the swaps get in the way of that. */
async function takeBack(work: string): Promise<void> {
  for (;;) {
    const end = await askHand({ op: 'settle', work, how: 'back' }, Buffer.alloc(0));
    if (end && end['failed'] === undefined) break;
  }
  expect(await askHand({ op: 'sweep', work }, Buffer.alloc(0))).not.toHaveProperty('failed');
}

/** A swap itself changes the time of the folder that it happens in. */
const timeless = (found: Snapshot) => [...found].map(([path, entry]) => [path, path === '' ? { ...entry, time: '' } : entry]);

describe.skipIf(missing.procfs !== undefined)('K2: a folder of the target is swapped for a link all the time', () => {
  it('puts nothing behind the link, and takes all back that it has put elsewhere', async () => {
    const { before, after } = await race(null, { replace: 0, remove: 0 });
    expect(timeless(after)).toEqual(timeless(before));
  });

  it('puts nothing behind the link and loses nothing, also when the link itself may be replaced', async () => {
    const { everything } = await race('old', { replace: 1, remove: 0 });
    expect([...everything.values()].filter(({ kind, content }) => kind === 'f' && content === 'precious')).toHaveLength(1);
  });
});
