import type { EntryPath } from '../../contract/entry-path.ts';
import type { Renamed } from '../../contract/renamed.ts';

/**
 * What a plan is asked for. `file`: the index. `data`: the folder with the files of `rdiff-backup-data`, or a copy of them. `attributes`: the
 * one with those that record access control lists and extended attributes. `paths`: the entries with everything below them, the source itself
 * ('') being everything; it is one where that one is `renamed`, and the plan has the paths that it gets. `byTool`: rdiff-backup restores all
 * of it, whatever the plan says. `into`: the file that the plan is written to.
 */
export type PlanOrder = {
  file: string;
  data: string;
  attributes: string;
  session: number;
  paths: readonly EntryPath[];
  renamed: Renamed | null;
  byTool: boolean;
  into: string;
};

/** How a file comes by its content: `m` out of the mirror, `i` out of the increments, `t` by rdiff-backup itself. */
export type ContentWay = 'm' | 'i' | 't';
/**
 * `-`: it needs no content. `u`: a folder above what was chosen, which is not chosen itself; `a`: one to which rdiff-backup has to give
 * attributes, where it is made.
 */
export type Way = ContentWay | '-' | 'u' | 'a';

/** What a session may record of its entries beside the mirror's metadata, each in a file of this name. */
export const recordedAttributes = ['access_control_lists', 'extended_attributes'] as const;
export type RecordedAttributes = (typeof recordedAttributes)[number];

/** A file of `rdiff-backup-data` by its name, and what it records. */
export type UnreadableList = { base: RecordedAttributes; file: string };

/** What a session may record or not: those, and which names are those of one file. */
export const recordables = [...recordedAttributes, 'hard_links'] as const;

/** What a plan comes to. All counts are of chosen entries; sizes in bytes. */
export type PlanSums = {
  entries: number;
  files: number;
  folders: number;
  /** Symbolic links. */
  links: number;
  /** Device nodes. */
  devices: number;
  /** Files with a setuid or setgid bit. */
  special: number;
  bytes: number;
  /** Files of which no hash is recorded, not even for another name of theirs. */
  unrecorded: number;
  byWay: Record<ContentWay, number>;
  /** How many different pairs of uid and gid there are. */
  owners: number;
  /** Files with several names of which only some were chosen. */
  splitLinks: number;
  /** Names that differ from one before them in the same folder by their case or Unicode form alone. */
  caseTwins: number;
  /** What the session records of all of its entries that have some: where that is not among these, nothing is known of any of them. */
  recorded: (typeof recordables)[number][];
  /** The files of the session that record such things and cannot be read: nobody can give what stands in them, nor go by it. */
  unreadable: UnreadableList[];
  /** The repository writes names in another way, so that nothing of it is looked for but by rdiff-backup. */
  quoted: boolean;
  /** The chosen paths that the session does not have. */
  missing: EntryPath[];
};
