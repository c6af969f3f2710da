import * as z from 'zod';
import { EntryPath } from './entry-path.ts';
import { Facts } from './failure.ts';
import { Moment, SessionTime } from './history.ts';
import { HostName, JobName, RunId } from './names.ts';
import { Renamed } from './renamed.ts';

/**
 * Where things go. The chosen entries keep their paths below it: it stands in the place of the source. `new`: a folder that is not there
 * yet, named after job and date. `path`: a place as a person writes it (`/srv/x`, `web2:/srv/x`), there already or not. `as`: such a place,
 * which the one chosen entry itself becomes, without the folders that it lay in.
 */
export const RestorePlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new') }),
  z.strictObject({ kind: z.literal('original') }),
  z.strictObject({ kind: z.enum(['path', 'as']), to: z.string().min(1, 'path-relative').max(5000, 'path-long') }),
]);
export type RestorePlace = z.infer<typeof RestorePlace>;

/** What a person wants back. `paths`: entries with everything below them, the source itself ('') being everything. */
export const RestoreDraft = z.strictObject({
  name: JobName,
  at: Moment.default('now'),
  paths: z.array(EntryPath).min(1).max(10_000),
  place: RestorePlace,
  /** Entries in the chosen folders at the target that the session does not have are moved aside, too. */
  exact: z.boolean().default(false),
  /** Restores setuid and setgid bits of files, and device nodes. */
  special: z.boolean().default(false),
  /** Leaves symbolic links out, and what stands in their places at the target alone. */
  withoutLinks: z.boolean().default(false),
  /** Whoever gets mail gets the report, too. */
  mail: z.boolean().default(false),
});
export type RestoreDraft = z.infer<typeof RestoreDraft>;

/** What a preview warns of; `count` things are concerned. */
export const RestoreWarning = z.strictObject({
  kind: z.enum([
    'no-owner',
    'case-twins',
    'names',
    'split-links',
    'no-links',
    'no-kinds',
    'special-left-out',
    'devices-left-out',
    'links-left-out',
    'other-rights',
    'foreign-folders',
    'unrecorded',
    'attributes-unread',
    'mounts-stay',
    'waits',
  ]),
  count: z.number(),
  facts: Facts,
});
export type RestoreWarning = z.infer<typeof RestoreWarning>;

/** What stands against a restore as it was asked for. */
export const RestoreObstacle = z.enum([
  'no-room',
  'no-inodes',
  'not-folder',
  'not-writable',
  'mount-inside',
  'repository-inside',
  'inside-repository',
  'nothing',
]);
export type RestoreObstacle = z.infer<typeof RestoreObstacle>;

/** Something that leaves its place, with so many entries below it. */
export const Leaving = z.strictObject({ path: EntryPath, below: z.number() });
export type Leaving = z.infer<typeof Leaving>;

/**
 * What a restore would do; nothing has been written. Sizes in bytes, times in ms. `to` is the place as a person writes it, `path` its path
 * with all links resolved. `replace` and `remove` count everything that leaves its place, what lies below a folder with it; the names are
 * the first two hundred. `same`: already there exactly as wanted, by size and time.
 */
export const RestorePreview = z.strictObject({
  job: JobName,
  session: SessionTime,
  to: z.string(),
  path: z.string(),
  host: HostName.nullable(),
  exists: z.boolean(),
  files: z.number(),
  folders: z.number(),
  others: z.number(),
  bytes: z.number(),
  create: z.number(),
  replace: z.number(),
  same: z.number(),
  remove: z.number(),
  replaceNames: z.array(Leaving),
  removeNames: z.array(Leaving),
  /** Chosen paths that the session does not have. */
  missing: z.array(EntryPath),
  free: z.number().nullable(),
  needed: z.number(),
  /** From what this job's restores have taken; null while there was none. */
  estimatedMs: z.number().nullable(),
  warnings: z.array(RestoreWarning),
  obstacle: RestoreObstacle.nullable(),
  /** The repository that stands in the way. */
  repository: z.string().nullable(),
});
export type RestorePreview = z.infer<typeof RestorePreview>;

/** What a person has seen in the preview: more than this is never replaced or removed, and nothing is written at another `path`, if one is given. */
export const Confirmed = z.strictObject({
  replace: z.number().int().nonnegative(),
  remove: z.number().int().nonnegative(),
  path: z.string().optional(),
});
export type Confirmed = z.infer<typeof Confirmed>;

/** Which part of a job a drill tries. */
export const DrillScope = z.enum(['sample', 'full']);
export type DrillScope = z.infer<typeof DrillScope>;

/** What a run that restores set out to do; kept in its record. `to` as a person writes it. `of`: the run that is put back. */
export const RestoreOrder = z.strictObject({
  session: SessionTime,
  paths: z.array(EntryPath),
  to: z.string(),
  renamed: Renamed.nullable().default(null),
  exact: z.boolean(),
  special: z.boolean(),
  withoutLinks: z.boolean().default(false),
  confirmed: Confirmed,
  of: RunId.nullable(),
  drill: DrillScope.nullable(),
  mail: z.boolean().default(false),
});
export type RestoreOrder = z.infer<typeof RestoreOrder>;

/**
 * Something that could not be restored as it was; of `metadata`, all of a session. `file`: the file of `rdiff-backup-data` that cannot be read
 * and should tell the access control lists or extended attributes of everything in that session. `nearest`: another version, by the last
 * session before it that has it, or the first after; it is good where it is `proved`: it was read and has its recorded digest.
 */
export const Damaged = z.strictObject({
  path: EntryPath,
  why: z.enum(['missing', 'size', 'hash', 'kind', 'unreadable', 'name', 'unsupported', 'attributes', 'metadata']),
  /** Where it is not the session of the report. */
  session: SessionTime.optional(),
  file: z.string().optional(),
  nearest: z.strictObject({ session: SessionTime, older: z.boolean(), proved: z.boolean().default(false) }).nullable(),
});
export type Damaged = z.infer<typeof Damaged>;

/** Whether it is no entry, but a file of the repository that should tell attributes of all of them. */
export const isList = ({ file }: Pick<Damaged, 'file'>): boolean => file !== undefined;

/** A file of a session that should tell attributes and cannot be read. */
export const lostList = (session: number, file: string): Damaged => ({ path: '', why: 'attributes', session, file, nearest: null });

/** Whether the repository has it whole, and it is the target that cannot hold it. */
export const isRefused = ({ why }: Pick<Damaged, 'why'>): boolean => why === 'name' || why === 'unsupported';

/**
 * What came of a run that restored, verified or tried. Counts are of entries, sizes in bytes, times in ms. `bytes`: read, not counting what was
 * there already. `files` of `ofFiles` were read and
 * have the recorded digest, `unrecorded` have none recorded and the right size; `damaged` holds the first hundred, and before them what is no
 * entry. `byWay`: where files came
 * from. `aside`: the folder on the target in which what was replaced or removed is kept.
 */
export const RestoreReport = z.strictObject({
  session: SessionTime,
  to: z.string().nullable(),
  path: z.string().nullable(),
  entries: z.number(),
  bytes: z.number(),
  verified: z.number(),
  ofFiles: z.number(),
  unrecorded: z.number(),
  damaged: z.array(Damaged),
  damagedCount: z.number(),
  /** The file on this machine with the names of all of them, where `damaged` holds only the first. */
  lostNames: z.string().optional(),
  created: z.number(),
  replaced: z.number(),
  removed: z.number(),
  same: z.number(),
  /** Setuid and setgid bits and device nodes that were left out. */
  leftOut: z.number(),
  /** Symbolic links that were left out, as was wished. */
  leftLinks: z.number().default(0),
  /** Owners, modes, times, access control lists and extended attributes that the target does not take. */
  unset: z.number().default(0),
  /** Hard links that the target cannot hold: each is a file of its own. */
  split: z.number().default(0),
  byWay: z.strictObject({ mirror: z.number(), increments: z.number(), tool: z.number() }),
  aside: z.string().nullable(),
  /** Whether `restore.undo` can still put back what was there. */
  undo: z.enum(['none', 'possible', 'done']),
  ms: z.number(),
  /** Reading, writing and verifying, without waiting and placing. */
  copyMs: z.number(),
  /** Of a drill: what restoring everything would take, from what it measured. */
  wholeMs: z.number().nullable(),
  /** Of a drill: sessions whose every state was tried. */
  sessions: z.number().nullable(),
});
export type RestoreReport = z.infer<typeof RestoreReport>;

/** The counts of a report of which nothing has come to a target. */
export const nothingPlaced = { created: 0, replaced: 0, removed: 0, same: 0, leftOut: 0, leftLinks: 0, unset: 0, split: 0 };

/** The newest proof that a job can be restored: `files` of `ofFiles` were read and have the recorded digest. Epoch ms. */
export const Proven = z.strictObject({
  run: RunId,
  at: z.number(),
  scope: DrillScope,
  files: z.number(),
  ofFiles: z.number(),
  damaged: z.number(),
  wholeMs: z.number().nullable(),
});
export type Proven = z.infer<typeof Proven>;
