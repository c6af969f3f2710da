import type { IndexFile } from '../../platform/ports.ts';
import { createBringing, IndexDiffers } from './bring-forward.ts';
import { chainOf } from './chain.ts';
import { mergeMetadata } from './merge.ts';
import { isToldAnew, type Parting } from './plan.ts';
import { createProgress, numbersOf, type IndexTools, type Reading } from './reading.ts';
import { createOwners, type Owner } from './record-state.ts';
import { createRows } from './rows.ts';
import { createSessionRows, writeAbout, type Known } from './session-rows.ts';
import { takeBackAfter, trimBefore } from './take-away.ts';

/** Whoever asks the index meanwhile is kept waiting by the commit alone, not by pages that find no room in memory. */
const careful = 'PRAGMA cache_spill = OFF; PRAGMA cache_size = -16384; PRAGMA synchronous = NORMAL';

/**
 * Does to an index what was done to its repository, whole or not at all. Throws `IndexDiffers` or `DamagedMetadata` when it has to be built
 * anew instead.
 */
export async function changeIndex(tools: IndexTools, reading: Reading, known: Known, parting: Parting): Promise<void> {
  const index = tools.open(reading.file);
  try {
    index.exec(`${careful}; BEGIN IMMEDIATE`);
    await change(tools, reading, index, known, parting);
    index.exec('COMMIT');
  } finally {
    // Closing undoes what was not committed.
    index.close();
  }
  reading.tell({ share: 1 });
}

async function change(tools: IndexTools, reading: Reading, index: IndexFile, known: Known, parting: Parting): Promise<void> {
  const { common, trimmed, takenBack, added, isRewritten } = parting;
  const first = common[0]?.known;
  const last = common.at(-1)?.known;
  if (!first || !last) throw new IndexDiffers('no session in common');
  const oldest = common.find((pair) => !pair.known.isDamaged)?.known ?? first;
  if (trimmed.length > 0) trimBefore(index, first.number, oldest.number);
  if (takenBack.length > 0) takeBackAfter(index, last.number);
  if (trimmed.length > 0 && isMostlyGone(index, known.lastEntry)) throw new IndexDiffers('more names for the search than entries');

  const put = createSessionRows(index);
  for (const pair of common) {
    const { number, isDamaged, isUnread } = pair.known;
    if (!isToldAnew(pair) && !(pair.known === last && isRewritten)) continue;
    put({ number, isDamaged, isUnread, files: pair.files, numbers: await numbersOf(tools, reading, pair.files) });
  }
  for (const [at, files] of added.entries()) {
    const number = known.lastSession + 1 + at;
    put({ number, isDamaged: false, isUnread: false, files, numbers: await numbersOf(tools, reading, files) });
  }
  const lastEntry =
    added.length + takenBack.length > 0 || isRewritten ? await bring(tools, reading, index, known, parting) : known.lastEntry;
  writeAbout(index, { lastEntry, lastSession: known.lastSession + added.length });
}

/** Reads from the newest common session on; answers the highest id of an entry. */
async function bring(tools: IndexTools, reading: Reading, index: IndexFile, known: Known, { common, added }: Parting): Promise<number> {
  const { interrupted, data } = reading;
  const last = common.at(-1);
  if (!last) throw new IndexDiffers('no session in common');
  const links = [
    { number: last.known.number, metadata: last.files.metadata },
    ...added.map(({ metadata }, at) => ({ number: known.lastSession + 1 + at, metadata })),
  ];
  const newer = interrupted.flatMap(({ metadata }) => metadata ?? []);
  const { sources, damaged } = chainOf(links, newer, new Set());
  if (damaged.size > 0) throw new IndexDiffers('a new session that cannot be told');

  const owners = createOwners(index.prepare('SELECT id, uid, gid, user, "group" FROM owner').all().map(ownerIn));
  const rows = createRows(index, known.lastEntry);
  const sink = createBringing(index, rows, last.known.number);
  await mergeMetadata({ files: tools.files, folder: data, sources, owners, sink, passed: await createProgress(tools, reading) });
  sink.end();
  rows.owners(owners.added());
  return rows.lastEntry;
}

// Ids are never given twice: the highest one says how many names were ever put in.
const mostGone = 20_000;

/** Whether the search has kept more names of what is gone than of what is there; only a new index is rid of them. */
const isMostlyGone = (index: IndexFile, lastEntry: number): boolean =>
  lastEntry > mostGone && lastEntry > 2 * Number(index.prepare('SELECT count(*) AS count FROM entry').get()?.['count']);

const ownerIn = ({ id, ...owner }: Record<string, unknown>): [number, Owner] => [Number(id), owner as Owner];
