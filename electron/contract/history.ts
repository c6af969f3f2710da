import * as z from 'zod';
import { EntryPath } from './entry-path.ts';
import { JobName, RunId } from './names.ts';
import { OutcomeKind } from './outcome.ts';
import { SkipReason } from './schedule.ts';

/** A session, by its time in epoch seconds. */
export const SessionTime = z.number().int();

/** A moment as a person or rdiff-backup writes it (`now`, `10D`, `3B`, `2026-07-28`, `yesterday 14:00`, epoch seconds); the engine finds the session. */
export const Moment = z.string().min(1, 'moment').max(64, 'moment');

/** `damaged`: what it needs of the repository's metadata cannot be read. `interrupted`: begun and never ended, no restore point. */
export const SessionState = z.enum(['good', 'damaged', 'interrupted']);
export type SessionState = z.infer<typeof SessionState>;

/** A session as the repository's own files tell it; what they do not say is null. Sizes in bytes. `run` is this program's record of it. */
export const PastSession = z.strictObject({
  time: SessionTime,
  state: SessionState,
  seconds: z.number().nullable(),
  files: z.number().nullable(),
  bytes: z.number().nullable(),
  newFiles: z.number().nullable(),
  changedFiles: z.number().nullable(),
  deletedFiles: z.number().nullable(),
  /** Bytes of the files that were new or changed in it, as they were in the source. */
  changedBytes: z.number().nullable(),
  incrementBytes: z.number().nullable(),
  /** How many things it could not save, by its own log. */
  errors: z.number().nullable(),
  run: RunId.nullable(),
});
export type PastSession = z.infer<typeof PastSession>;

/** What did not become a session: a run that ended badly, or a time at which none was started. `at` in epoch ms. */
export const Mark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('failed'), at: z.number(), run: RunId, outcome: OutcomeKind }),
  z.strictObject({ kind: z.literal('missed'), at: z.number(), reason: SkipReason }),
]);
export type Mark = z.infer<typeof Mark>;

export const EntryKind = z.enum(['file', 'folder', 'link', 'device', 'fifo', 'socket']);
export type EntryKind = z.infer<typeof EntryKind>;

/** One state of an entry. `size` in bytes and `sha1` (hex) of files, `modified` in epoch seconds, `mode` as of chmod(2); null where not recorded. */
export const EntryState = z.strictObject({
  kind: EntryKind,
  size: z.number().nullable(),
  modified: z.number().nullable(),
  mode: z.number().nullable(),
  user: z.string().nullable(),
  group: z.string().nullable(),
  target: z.string().nullable(),
  sha1: z.string().nullable(),
});
export type EntryState = z.infer<typeof EntryState>;

/** How an entry of a session stands to the newest one. `new` is one that came later, and is not there in that session. */
export const Difference = z.enum(['same', 'changed', 'gone', 'new']);
export type Difference = z.infer<typeof Difference>;

/** An entry of a folder at one session; `state` null: only its name is known, as `rdiff-backup list files` gives it. */
export const FolderEntry = z.strictObject({ name: z.string(), state: EntryState.nullable(), differs: Difference.nullable() });
export type FolderEntry = z.infer<typeof FolderEntry>;

/**
 * `total` entries in all. `isSorted` false: they are too many to be put in order, and stand in that of their bytes, whatever was asked for.
 * `source` is `tool` where no index can be had and rdiff-backup itself was asked.
 */
export const Folder = z.strictObject({
  session: SessionTime,
  path: EntryPath,
  total: z.number(),
  entries: z.array(FolderEntry),
  isSorted: z.boolean(),
  source: z.enum(['index', 'tool']),
});
export type Folder = z.infer<typeof Folder>;

/** One state of a path and the sessions that have it: the first, the last, and how many. `isNow`: the newest session still has it. */
export const PathVersion = z.strictObject({
  state: EntryState,
  first: SessionTime,
  last: SessionTime,
  sessions: z.number(),
  isNow: z.boolean(),
});
export type PathVersion = z.infer<typeof PathVersion>;

/** A path whose name was looked for: how it was in the last session (of those asked for) that has it. */
export const Hit = z.strictObject({
  job: JobName,
  path: EntryPath,
  state: EntryState,
  lastSeen: SessionTime,
  isNow: z.boolean(),
});
export type Hit = z.infer<typeof Hit>;

export const ChangeKind = z.enum(['added', 'removed', 'changed']);
export type ChangeKind = z.infer<typeof ChangeKind>;
export const PathChange = z.strictObject({
  path: EntryPath,
  change: ChangeKind,
  before: EntryState.nullable(),
  after: EntryState.nullable(),
});
export type PathChange = z.infer<typeof PathChange>;
const Amount = z.strictObject({ count: z.number(), bytes: z.number() });
/** What differs between two sessions. `bytes` of what was added and changed are those after, of what was removed those before. */
export const Changes = z.strictObject({
  from: SessionTime,
  to: SessionTime,
  added: Amount,
  removed: Amount,
  changed: Amount,
  entries: z.array(PathChange),
});
export type Changes = z.infer<typeof Changes>;

/** The sum over some paths and all that is below them, each counted once; `missing` are those that the session does not have. */
export const Totals = z.strictObject({
  session: SessionTime,
  files: z.number(),
  folders: z.number(),
  others: z.number(),
  bytes: z.number(),
  missing: z.array(EntryPath),
});
export type Totals = z.infer<typeof Totals>;

/** A file among the largest, or those that change most; `versions` counts its states over all sessions. */
export const RankedFile = z.strictObject({ path: EntryPath, state: EntryState, versions: z.number() });
export type RankedFile = z.infer<typeof RankedFile>;

/** A file at a session, to be looked at. `why` says why there is nothing to see. */
export const Preview = z.strictObject({
  session: SessionTime,
  state: EntryState,
  content: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({ kind: z.literal('image'), type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']), base64: z.string() }),
    z.strictObject({ kind: z.literal('none'), why: z.enum(['not-a-file', 'too-large', 'binary', 'damaged']) }),
  ]),
});
export type Preview = z.infer<typeof Preview>;

/** A run of lines: `kept`, only in the older text, or only in the newer one. */
export const DiffLine = z.strictObject({ kind: z.enum(['kept', 'old', 'new']), text: z.string() });
export type DiffLine = z.infer<typeof DiffLine>;
export const Hunk = z.strictObject({ oldStart: z.number(), newStart: z.number(), lines: z.array(DiffLine) });
export type Hunk = z.infer<typeof Hunk>;
/** A text file at two sessions, as `diff -u` would show it. `why` says why there is nothing to see; no hunks: the same text. */
export const TextDifference = z.strictObject({
  from: SessionTime,
  to: SessionTime,
  before: EntryState.nullable(),
  after: EntryState.nullable(),
  content: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('hunks'), hunks: z.array(Hunk) }),
    z.strictObject({ kind: z.literal('none'), why: z.enum(['not-a-file', 'too-large', 'binary', 'damaged', 'too-different']) }),
  ]),
});
export type TextDifference = z.infer<typeof TextDifference>;

/**
 * Where the index of a job stands. `empty`: there is no session yet. `reading`: metadata comes from its host. `behind`: a run works on the
 * repository, and what it adds is read afterwards. `restricted`: the host's key may run rdiff-backup and nothing else, so only names can be
 * shown; `keyLine` is what lets another key read. `unreachable`, `failed`: it cannot be read now; what is known already is still answered.
 */
export const IndexState = z.enum(['empty', 'reading', 'indexing', 'ready', 'behind', 'restricted', 'unreachable', 'failed']);
export type IndexState = z.infer<typeof IndexState>;
/** `share` 0..1 while something is read. `newest` is the newest session that can be asked about. `bytes`: the size of the index. */
export const HistoryState = z.strictObject({
  name: JobName,
  state: IndexState,
  share: z.number().min(0).max(1).nullable(),
  sessions: z.number(),
  damaged: z.number(),
  newest: SessionTime.nullable(),
  bytes: z.number(),
  /** Why, in the words of whoever said it. */
  line: z.string().nullable(),
  keyLine: z.string().nullable(),
});
export type HistoryState = z.infer<typeof HistoryState>;

/** A file that is kept to be read. */
const Handle = z.string().regex(/^take-[0-9a-f]{8,32}$/, 'handle');

const job = z.strictObject({ name: JobName });
const page = { offset: z.number().int().nonnegative().default(0), limit: z.number().int().min(1).max(1000).default(500) };
const at = { at: Moment.default('now') };

/** The questions about a job's past. Each names the session that it used. */
export const historyRequests = {
  /** Looks whether the index still fits its repository, and begins to bring it up to date. Answers at once. `again`: also where it just looked. */
  'history.open': { input: job.extend({ again: z.boolean().default(false) }), output: HistoryState },
  /** Throws the index away and begins a new one. */
  'history.rebuild': { input: job, output: HistoryState },
  /** Resolves when the index is up to date, or cannot be brought there. */
  'history.settled': { input: job, output: HistoryState },
  /** Newest first; `before` goes on behind a session. */
  'history.sessions': {
    input: job.extend({ before: SessionTime.nullable().default(null), limit: z.number().int().min(1).max(5000).default(1000) }),
    output: z.strictObject({ total: z.number(), sessions: z.array(PastSession) }),
  },
  /** What went wrong between two moments (epoch ms), oldest first. */
  'history.marks': { input: job.extend({ from: z.number(), to: z.number() }), output: z.array(Mark) },
  'history.moment': { input: job.extend(at), output: z.strictObject({ session: SessionTime }) },
  /** Folders first, in the order of a person's language; a folder of very many entries in the order of its bytes. `later`: also what came later. */
  'history.folder': {
    input: job.extend({
      ...at,
      path: EntryPath.default(''),
      order: z.enum(['name', 'size', 'modified']).default('name'),
      later: z.boolean().default(false),
      ...page,
    }),
    output: Folder,
  },
  /** Newest first. */
  'history.versions': {
    input: job.extend({ path: EntryPath, ...page }),
    output: z.strictObject({ total: z.number(), versions: z.array(PathVersion) }),
  },
  /**
   * A part of a name, or a pattern with `*` and `?`, in any case and script. `name` null: in all jobs; `at` null: over all sessions. `best`: the
   * best matches of all jobs together, with no cursor to go on. `session`: the one that was searched, where one job was asked at a moment.
   */
  'history.find': {
    input: z.strictObject({
      text: z.string().min(1).max(255),
      name: JobName.nullable().default(null),
      at: Moment.nullable().default(null),
      cursor: z.string().max(200).nullable().default(null),
      best: z.boolean().default(false),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.strictObject({
      hits: z.array(Hit),
      cursor: z.string().nullable(),
      unread: z.array(JobName),
      session: SessionTime.nullable(),
    }),
  },
  'history.changes': {
    input: job.extend({ from: Moment, to: Moment.default('now'), path: EntryPath.default(''), ...page }),
    output: Changes,
  },
  'history.totals': { input: job.extend({ ...at, paths: z.array(EntryPath).min(1).max(10_000) }), output: Totals },
  'history.largest': {
    input: job.extend({ ...at, by: z.enum(['size', 'versions']).default('size'), ...page }),
    output: z.strictObject({ session: SessionTime, files: z.array(RankedFile) }),
  },
  'history.preview': { input: job.extend({ ...at, path: EntryPath }), output: Preview },
  /** Takes a file of any size out of the repository, to be read in pieces; it is let go when it is not read for a minute. */
  'history.take': {
    input: job.extend({ ...at, path: EntryPath }),
    output: z.strictObject({ session: SessionTime, state: EntryState, handle: Handle, size: z.number() }),
  },
  /** A piece of it in base64, from `offset` on; `next` null at its end. */
  'history.piece': {
    input: z.strictObject({ handle: Handle, offset: z.number().int().nonnegative() }),
    output: z.strictObject({ base64: z.string(), next: z.number().nullable() }),
  },
  'history.leave': { input: z.strictObject({ handle: Handle }), output: z.strictObject({}) },
  'history.difference': { input: job.extend({ from: Moment, to: Moment.default('now'), path: EntryPath }), output: TextDifference },
} as const;
