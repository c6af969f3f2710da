import * as z from 'zod';
import { Cause } from '../contract/outcome.ts';
import { Damaged } from '../contract/restore.ts';
import type { Files } from '../platform/ports.ts';

const Failed = z.object({ failed: z.string(), line: z.string().default(''), path: z.string().nullable().default(null) });
const Told = z.object({ files: z.number(), bytes: z.number() });
const Name = z.tuple([z.string(), z.number()]);
const Index = z.number().int().nonnegative();

/** What a hand found at a target. What leaves its place, `replace` and `extra`, counts with all below it; names come with how much that is. */
export const Survey = z.object({
  real: z.string(),
  exists: z.boolean(),
  create: z.number(),
  replace: z.number(),
  same: z.number(),
  extra: z.number(),
  replaceNames: z.array(Name),
  extraNames: z.array(Name),
  /** What an exact copy would move aside if nothing were mounted on it or below it. */
  staying: z.array(z.string()),
  bytesToWrite: z.number(),
  entriesToWrite: z.number(),
  sameIndexes: z.array(Index).nullable(),
  /** Folders above what was chosen that are there: nothing of them changes. */
  above: z.array(Index).default([]),
  sameFiles: z.number(),
  /** Files that look the same but hold something else: nobody could count them before they were read. */
  silent: z.number(),
  rootTime: z.unknown(),
  workParent: z.string().nullable(),
  free: z.number(),
  /** Null where a file system has no fixed number of them. */
  freeEntries: z.number().nullable(),
  fileSystem: z.string(),
  /** The repository that a placing would write to, the root in it or it in the root. */
  repository: z.object({ path: z.string(), around: z.boolean() }).nullable(),
  problems: z.object({
    mountInside: z.array(z.string()),
    caseFolding: z.boolean(),
    notWritable: z.boolean(),
    notFolder: z.boolean(),
    /** So many entries of the plan cannot be had there by that name, as hard links, as what they are, or as device nodes. */
    names: z.number(),
    links: z.number(),
    kinds: z.number(),
    devices: z.number(),
    noOwner: z.boolean(),
    /** Folders that are there and get another owner or mode, and those of others, which stay as they are. */
    otherRights: z.number(),
    foreignFolders: z.number(),
  }),
});
export type Survey = z.infer<typeof Survey>;

/**
 * What a hand has staged. `again`: entries that only rdiff-backup can give; `refused`: those that this target cannot hold, or that nobody
 * wished for, and why. `unset`: owners, modes and times that could not be set; `split`: hard links that could not be linked.
 */
export const StageEnd = z.object({
  again: z.array(Index),
  refused: z.array(z.tuple([Index, z.string()])),
  files: z.number(),
  folders: z.number(),
  links: z.number(),
  others: z.number(),
  bytes: z.number(),
  unset: z.number(),
  split: z.number(),
  verified: z.number(),
  fromMirror: z.number(),
  fromIncrements: z.number(),
  seconds: z.number(),
  /** Of the folder that was staged. */
  inode: z.number().optional(),
  /** What came to its place at once, where nothing was left for rdiff-backup. */
  placed: z
    .lazy(() => PlaceEnd)
    .nullable()
    .default(null),
});
export type StageEnd = z.infer<typeof StageEnd>;

/**
 * What came of the entries that rdiff-backup restored. `unset`: their access control lists and extended attributes that did not come, but for
 * those of folders, `unsetOfFolders`.
 */
export const MergeEnd = z.object({
  verified: z.number(),
  unrecorded: z.number(),
  bytes: z.number(),
  split: z.number(),
  unset: z.number(),
  unsetOfFolders: z.number(),
  damaged: z.array(z.tuple([Index, Damaged.shape.why])),
  refused: z.array(z.tuple([Index, z.string()])),
});
export type MergeEnd = z.infer<typeof MergeEnd>;

const counts = {
  created: z.number().default(0),
  replaced: z.number().default(0),
  removed: z.number().default(0),
  left: z.number().default(0),
};
export const PlaceEnd = z.object({ ...counts, aside: z.string().nullable().default(null) });
export type PlaceEnd = z.infer<typeof PlaceEnd>;
export const SettleEnd = PlaceEnd.extend({
  changedSince: z.number().default(0),
  state: z.enum(['placed', 'rolled-back', 'nothing', 'gone']),
});
export type SettleEnd = z.infer<typeof SettleEnd>;
export const UndoEnd = z.object({
  state: z.enum(['undone', 'placed', 'rolled-back', 'nothing', 'gone']),
  restored: z.number(),
  takenAway: z.number(),
  changedSince: z.number(),
  /** Where what others had changed is kept by now. */
  aside: z.string().nullish(),
});
export type UndoEnd = z.infer<typeof UndoEnd>;
export const SweepEnd = z.object({});

/** The answer of a hand, or why there is none. `cause` null: it ended without a word. */
export type HandEnd<T> = { kind: 'done'; value: T } | { kind: 'failed'; cause: Cause | null; line: string; path: string | null };

const tailBytes = 4 * 1024 * 1024;

/** What a hand has said last, in the file that its words went to. */
export async function readEnd<T>(files: Pick<Files, 'read'>, path: string, shape: z.ZodType<T>): Promise<HandEnd<T>> {
  const text = (await wholeOrEnd(files, path)).trimEnd();
  const last = parsed(text.slice(text.lastIndexOf('\n') + 1));
  const end = (last as { end?: unknown } | null | undefined)?.end;
  const failed = Failed.safeParse(end);
  if (failed.success) return { kind: 'failed', ...causeOfHand(failed.data), path: failed.data.path };
  const done = shape.safeParse(end);
  return done.success ? { kind: 'done', value: done.data } : { kind: 'failed', cause: null, line: text.slice(-200), path: null };
}

// A list of all indexes may be long; it is the last line, and nothing long stands before it.
async function wholeOrEnd(files: Pick<Files, 'read'>, path: string): Promise<string> {
  for (let bytes = tailBytes; ; bytes *= 8) {
    const text = (await files.read(path, -bytes, bytes))?.toString('utf8') ?? '';
    if (text.length < bytes / 2 || text.trimEnd().includes('\n') || bytes > 512 * 1024 * 1024) return text;
  }
}

const handCauses: Record<string, Cause> = {
  'disk-full': 'disk-full',
  permission: 'permission',
  'read-only': 'read-only',
  'target-changed': 'target-changed',
  'target-not-folder': 'target-not-folder',
  'mount-inside': 'mount-inside',
  io: 'unknown',
  busy: 'writer',
  gone: 'connection-lost',
};

const causeOfHand = ({ failed, line }: z.infer<typeof Failed>): { cause: Cause; line: string } => ({
  cause: handCauses[failed] ?? 'unknown',
  line: line === '' ? failed : line,
});

/** What a hand has staged before it began to place it; undefined where it has not come to that. */
export async function readStaged(files: Pick<Files, 'read'>, path: string): Promise<StageEnd | undefined> {
  const text = await wholeOrEnd(files, path);
  const line = text.split('\n').findLast((one) => one.startsWith('{"staged"'));
  return StageEnd.safeParse((parsed(line ?? '') as { staged?: unknown } | undefined)?.staged).data;
}

/** How far a hand has come. `isStaged`: it has said what it staged, and goes on to place it. */
export type HandProgress = { done: { files: number; bytes: number }; isStaged: boolean };

/** How far a hand has come, by the last thing that it has said. */
export async function readProgress(files: Pick<Files, 'read'>, path: string): Promise<HandProgress> {
  const text = (await files.read(path, -400, 400))?.toString('utf8') ?? '';
  const line = text.split('\n').at(-2);
  const done = line === undefined ? undefined : Told.safeParse(parsed(line)).data;
  // What it staged may be a long line, of which this is the end.
  return { done: done ?? { files: 0, bytes: 0 }, isStaged: line !== undefined && !done };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
