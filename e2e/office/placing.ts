import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { bootCommand } from '../../electron/restore/restore.testing.ts';
import { jailed } from './jail.ts';
import { systemPython } from './needs.ts';
import { confirmedFor, dress, fillAtRandom, mergedTree, planFor, snapshotOf, type Snapshot } from './placing-trees.ts';
import type { Random } from './random.ts';
import { removeTree, scratch } from './scratch.ts';

const handFolder = fileURLToPath(new URL('../../electron/restore/hand/', import.meta.url));

// Stands before the program's last file, so that it sees every function and nothing has begun yet.
const counting = (at: number) => `
_left = ${String(at)}
def _counted(act):
    def counted(*values, **named):
        global _left
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), 9)
        return act(*values, **named)
    return counted
for _name in 'link', 'rename', 'unlink', 'rmdir', 'mkdir', 'utime', 'fchmod', 'fsync':
    setattr(os, _name, _counted(getattr(os, _name)))
rename_new = _counted(rename_new)
`;

// A file system that takes names of other letters for the same; nothing but looks and deletes are asked of it here.
const folding = `
_stat, _unlink = os.stat, os.unlink
def _known(name, folder):
    names = [] if folder is None else [os.fsencode(each) for each in os.listdir(folder)]
    return name if name in names else next((each for each in names if each.lower() == name.lower()), name)
os.stat = lambda name, dir_fd=None, **more: _stat(_known(name, dir_fd), dir_fd=dir_fd, **more)
os.unlink = lambda name, dir_fd=None: _unlink(_known(name, dir_fd), dir_fd=dir_fd)
`;

type End = Record<string, unknown>;
type Options = { owner?: number; killAt?: number; fileSystem?: string; isFolding?: boolean; jail?: string };

/**
 * What a hand says last to an order; null when it was killed, which `killAt` does before its so many-th change of anything. It takes
 * everything to lie on the file system that is named or on one that folds letters, and a jail for the whole machine.
 */
export async function askHand(
  order: object,
  plan: Buffer,
  { owner = 0, killAt, fileSystem, isFolding = false, jail }: Options = {},
): Promise<End | null> {
  const names = (await readdir(handFolder)).filter((name) => name.endsWith('.py')).sort();
  const parts = await Promise.all(names.map((name) => readFile(join(handFolder, name), 'utf8')));
  if (killAt !== undefined) parts.splice(-1, 0, counting(killAt));
  if (fileSystem !== undefined) parts.splice(-1, 0, `mounts = lambda: [(b'/', b'${fileSystem}')]\n`);
  if (isFolding) parts.splice(-1, 0, folding);
  const program = Buffer.from(parts.join(''));
  const letter = [`${String(program.length)}\n`, program, `${JSON.stringify({ ...order, plan: plan.length })}\n`, plan];
  const boot = bootCommand(systemPython);
  const [file = '', ...args] = jail === undefined ? boot : jailed(jail, boot);
  const hand = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(process.getuid?.() === 0 ? { uid: owner, gid: owner } : {}),
  });
  hand.stdin.on('error', () => undefined);
  hand.stdin.end(Buffer.concat(letter.map((part) => Buffer.from(part))));
  const last = (await text(hand.stdout)).trimEnd().split('\n').at(-1) ?? '';
  return last === '' ? null : (JSON.parse(last) as { end: End }).end;
}

/** A target and what was staged for it beside or inside it, both filled at random. */
export async function placingWorld(random: Random, { exact = false, inside = false, owner = 0, depth = 3, most = 7 } = {}) {
  const { dir } = await scratch('modosu-placing');
  const guard = join(dir, 'guard');
  await mkdir(join(guard, 'precious'), { recursive: true });
  const parent = join(dir, 'parent');
  const root = join(parent, 'root');
  await mkdir(root, { recursive: true });
  const work = join(inside ? root : parent, '.modosu-7-0123abcd');
  const filling = { random, depth, most, linkTo: guard, owner };
  fillAtRandom(root, filling);
  dress(root, owner, 1_000_000_001);
  const before = snapshotOf(root);
  await mkdir(join(work, 'tree'), { recursive: true });
  fillAtRandom(join(work, 'tree'), filling);
  dress(join(work, 'tree'), owner, 1_000_000_002);
  for (const folder of [dir, parent, work]) await giveTo(folder, owner);
  const staged = snapshotOf(join(work, 'tree'));
  const plan = planFor(staged);
  const guarded = snapshotOf(guard);
  const order = {
    op: 'place',
    work,
    root,
    mode: 'merge',
    exact,
    stamp: '2026-02-03-040506',
    confirmed: confirmedFor(before, staged, exact),
    leave: [],
    damaged: [],
    rootTime: before.get('')?.time,
  };
  const hand = (asked: object, killAt?: number) =>
    askHand(asked, 'mode' in asked ? plan : Buffer.alloc(0), { owner, ...(killAt === undefined ? {} : { killAt }) });
  return {
    dir,
    root,
    work,
    plan,
    order,
    before,
    staged,
    after: mergedTree(before, staged, exact),
    /** The target without what this program keeps in it. */
    now: () => withoutOurs(snapshotOf(root)),
    survey: () => askHand({ op: 'survey', root, exact, deep: true, special: true }, plan, { owner }),
    place: (killAt?: number) => hand(order, killAt),
    settle: (how: 'forward' | 'back', killAt?: number) => hand({ op: 'settle', work, how }, killAt),
    undo: (aside: unknown, killAt?: number) => hand({ op: 'undo', aside }, killAt),
    sweep: () => hand({ op: 'sweep', work }),
    hand,
    isGuardIntact: () => JSON.stringify([...snapshotOf(guard)]) === JSON.stringify([...guarded]),
    /** What lies beside and directly in the target that is not its own. */
    async leftovers() {
      const ours = (await readdir(root)).filter((name) => name.startsWith('.modosu-'));
      return [...(await readdir(parent)).filter((name) => name !== 'root'), ...ours];
    },
    close: () => removeTree(dir),
  };
}

export type PlacingWorld = Awaited<ReturnType<typeof placingWorld>>;

const withoutOurs = (found: Snapshot): Snapshot => new Map([...found].filter(([path]) => !path.startsWith('.modosu-')));

async function giveTo(folder: string, owner: number): Promise<void> {
  if (process.getuid?.() === 0) await chown(folder, owner, owner);
  await chmod(folder, 0o700);
}
