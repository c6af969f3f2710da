import type { EntryKind } from '../contract/history.ts';

/** Raised with every change of the tables or of what is put into them: an index of another edition is built anew. */
export const edition = 3;

/** The `until` of a version that the newest session still has. */
export const stillThere = 2_147_483_647;

/** The entry that is the source itself; its own folder is 0. */
export const rootEntry = 1;

/** How a kind is written down. */
export const kindCodes: Record<EntryKind, number> = { file: 0, folder: 1, link: 2, device: 3, fifo: 4, socket: 5 };

/**
 * The index of one repository.
 *
 * `session`: the restore points, numbered in the order of time from 1 on; a number is never used again. `state` is `good` or `damaged`, the
 * rest is what the repository's files say of it (sizes in bytes), null where they say nothing. `file`, `size`, `modified` (ms) are those of
 * its metadata file when it was read, `proof` the size and time of its statistics: by them a session is known again.
 *
 * `entry`: each path that any session has, once, as a name in a folder that is an entry itself. Names are bytes. Ids are never used again.
 *
 * `version`: each state of an entry once, for the sessions `since <= number < until`. Sessions that retention has taken away leave `since`
 * as it was: what matters is whether it is at or before a session that is there. `target` is where a link points to, and the number of a
 * device (`c 1 3`). `links` is the same for those files of a session that are names of one file; a version of its own begins with each
 * change of it, which no question tells a person.
 *
 * `name`: the folded names of all entries (rowid is the entry) as trigrams, to find a part of a name; nothing is taken out of it, so a row
 * without its entry is no match; an index that has more of these than entries is built anew.
 */
export const tables = `
  CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE session (
    number INTEGER PRIMARY KEY, time INTEGER NOT NULL UNIQUE, state TEXT NOT NULL,
    file TEXT, size INTEGER, modified REAL, proof TEXT,
    seconds REAL, files INTEGER, bytes INTEGER, newFiles INTEGER, changedFiles INTEGER, deletedFiles INTEGER,
    changedBytes INTEGER, incrementBytes INTEGER, errors INTEGER
  );
  CREATE TABLE owner (id INTEGER PRIMARY KEY, uid INTEGER, gid INTEGER, user TEXT, "group" TEXT);
  CREATE TABLE entry (id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, name BLOB NOT NULL);
  CREATE TABLE version (
    entry INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    kind INTEGER NOT NULL, size INTEGER, modified INTEGER, mode INTEGER, owner INTEGER, sha1 BLOB, target BLOB, links TEXT,
    PRIMARY KEY (entry, since)
  ) WITHOUT ROWID;
  CREATE VIRTUAL TABLE name USING fts5 (text, content = '', detail = 'none', columnsize = 0, tokenize = 'trigram case_sensitive 1');
`;

/** Made after the first filling, when everything is sorted already. */
export const indexes = `
  CREATE UNIQUE INDEX entryByName ON entry (folder, name);
  CREATE INDEX versionBySince ON version (since) WHERE since > 1;
  CREATE INDEX versionByLinks ON version (links) WHERE links IS NOT NULL;
  CREATE INDEX versionByUntil ON version (until) WHERE until < ${String(stillThere)};
`;

/** A name as it is looked for: one form of each letter, whatever its case; the sigma at a word's end is the one within it. */
export const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
