import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { askHand } from './placing.ts';
import { planFor, snapshotOf } from './placing-trees.ts';
import { scratch } from './scratch.ts';

/** Files by their content, links by `-> ` and where they lead to. */
export type Tree = { [name: string]: string | Tree };
const moment = new Date('2026-01-02T03:04:05Z');

/** Writes a tree, all of it of one moment but for links. */
export async function writeTree(dir: string, tree: Tree): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const [name, content] of Object.entries(tree)) {
    if (typeof content !== 'string') await writeTree(join(dir, name), content);
    else if (content.startsWith('-> ')) await symlink(content.slice(3), join(dir, name));
    else await writeFile(join(dir, name), content);
    if (typeof content !== 'string' || !content.startsWith('-> ')) await utimes(join(dir, name), moment, moment);
  }
}

/** A staged tree beside a target, which may be missing, and the orders that a hand gets about them. `owner`: as whom the hand works. */
export async function stagedBeside(staged: Tree, target: Tree | null, { parent = '', name = 'root', owner = 0 } = {}) {
  const { dir, remove } = await scratch('modosu-place');
  onTestFinished(remove);
  const base = parent || dir;
  const [work, root] = [join(base, '.modosu-7-0123abcd'), join(base, name)];
  await writeTree(join(work, 'tree'), staged);
  if (target) await writeTree(root, target);
  const plan = planFor(snapshotOf(join(work, 'tree')));
  const order = { op: 'place', work, root, mode: 'merge', stamp: '2026-02-03-040506', confirmed: { replace: 9, remove: 9 } };
  return {
    dir: base,
    work,
    root,
    plan,
    place: (more: object = {}) => askHand({ ...order, ...more }, plan, { owner }),
    survey: (more: object = {}) => askHand({ op: 'survey', root, ...more }, plan, { owner }),
    undo: (aside: unknown) => askHand({ op: 'undo', aside }, Buffer.alloc(0), { owner }),
    ask: (asked: object) => askHand(asked, Buffer.alloc(0), { owner }),
  };
}
