import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { IndexFile } from '../../platform/ports.ts';
import { DamagedMetadata } from '../../rdiff-backup/rdiff-backup.ts';
import { indexes, rootEntry, tables } from '../tables.ts';
import { chainOf, type Chain } from './chain.ts';
import { checkMetadata, isUnread } from './check-metadata.ts';
import { createFilling } from './fill.ts';
import { mergeMetadata } from './merge.ts';
import { createProgress, discard, numbersOf, type IndexTools, type Reading } from './reading.ts';
import { createOwners } from './record-state.ts';
import { createRows } from './rows.ts';
import { createSessionRows, writeAbout } from './session-rows.ts';

// Nothing of it is worth keeping until it is whole, so that nothing need be undone or waited for.
const loading = `
  PRAGMA page_size = 4096;
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA cache_size = -32768;
`;
/** While it is filled, the search index is gathered in memory and written in few large parts. */
const searchLoading = `
  INSERT INTO name (name, rank) VALUES ('hashsize', ${String(48 * 1024 * 1024)});
  INSERT INTO name (name, rank) VALUES ('automerge', 0);
`;
const searchLoaded = `
  INSERT INTO name (name, rank) VALUES ('hashsize', ${String(1024 * 1024)});
  INSERT INTO name (name, rank) VALUES ('automerge', 4);
`;

/**
 * Builds an index anew beside the old one, which it replaces once it is whole. Files that are damaged are left out, together with the
 * sessions that cannot be told without them.
 */
export async function buildIndex(tools: IndexTools, reading: Reading): Promise<void> {
  const { file, good, interrupted, data } = reading;
  const part = partOf(file);
  await discardLeft(tools, file);
  const links = good.map(({ metadata }, at) => ({ number: at + 1, metadata }));
  const newer = interrupted.flatMap(({ metadata }) => metadata ?? []);
  const broken = new Set<string>();
  const unread = new Set<string>();
  const failed = new Set<string>();
  for (let isWhole = false; !isWhole;) {
    await discard(tools, part);
    const chain = chainOf(links, newer, broken);
    const index = tools.open(part);
    try {
      await fill(tools, reading, index, { ...chain, unread });
      isWhole = true;
    } catch (error) {
      if (!(error instanceof DamagedMetadata)) {
        await discard(tools, part);
        throw error;
      }
      // What a disk has failed to give once may be whole.
      if (!isUnread(error) || failed.has(error.file)) broken.add(error.file);
      if (isUnread(error)) (broken.has(error.file) ? unread : failed).add(error.file);
      // Where one is damaged others may be, and each of them would cost a reading of everything.
      for (const source of chain.sources) {
        const condition = await checkMetadata(tools.files, data, source.file);
        if (condition !== 'whole') broken.add(source.file);
        if (condition === 'unread') unread.add(source.file);
      }
    } finally {
      index.close();
    }
  }
  // What an interrupted change has left beside the old index would be taken for a part of the new one.
  if (await tools.files.info(`${file}-journal`)) await discard(tools, file);
  await tools.files.rename(part, file);
}

/** What is being built, by which program: several may do so at the same time, and the last one to end is right. */
const partOf = (file: string) => `${file}.${String(process.pid)}.${randomBytes(4).toString('hex')}.part`;
const partName = /^(.+)\.(\d+)\.[0-9a-f]{8}\.part$/;

/** Takes away what programs have left that were killed while they built. */
export async function discardLeft(tools: IndexTools, file: string): Promise<void> {
  const [folder, name] = [dirname(file), basename(file)];
  for (const entry of (await tools.files.list(folder)) ?? []) {
    const [, of, pid] = partName.exec(entry) ?? [];
    if (of === name && !(await tools.files.info(`/proc/${pid ?? ''}`))) await discard(tools, join(folder, entry));
  }
}

type Filling = Chain & { unread: ReadonlySet<string> };

async function fill(tools: IndexTools, reading: Reading, index: IndexFile, { sources, damaged, unread }: Filling): Promise<void> {
  const { good, data } = reading;
  index.exec(`${loading} BEGIN; ${tables} ${searchLoading} INSERT INTO entry (id, folder, name) VALUES (${String(rootEntry)}, 0, x'')`);
  const rows = createRows(index, rootEntry);
  const owners = createOwners([]);
  const sink = createFilling(rows, owners, sources.at(-1)?.number ?? 1);
  await mergeMetadata({ files: tools.files, folder: data, sources, owners, sink, passed: await createProgress(tools, reading) });
  sink.end();
  rows.owners(owners.added());

  const put = createSessionRows(index);
  for (const [at, session] of good.entries()) {
    const number = at + 1;
    const state = { isDamaged: damaged.has(number), isUnread: unread.has(session.metadata?.file ?? '') };
    put({ number, ...state, files: session, numbers: await numbersOf(tools, reading, session) });
  }
  index.exec(`COMMIT; BEGIN; ${indexes} COMMIT`);
  // Only the last commit is waited for until everything is on the disk.
  index.exec(`PRAGMA synchronous = FULL; BEGIN; ${searchLoaded}`);
  writeAbout(index, { lastEntry: rows.lastEntry, lastSession: good.length });
  index.exec('COMMIT');
  reading.tell({ share: 1 });
}
