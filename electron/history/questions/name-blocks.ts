import type { IndexFile } from '../../platform/ports.ts';
import { folded } from '../tables.ts';
import { doubtful } from './paths.ts';
import { perView, type View } from './view.ts';

/** Entries that are read at a time. */
const entriesOfBlock = 4096;
/** Letters that are kept in memory, those of about a million entries. */
const mostLetters = 24_000_000;

/** The folded names of some entries that follow each other, parted by slashes; `ids` null where the ids follow each other as well. */
type Block = { after: number; last: number; text: string; ids: string | null };
export type Scanned = { ids: number[]; last: number; fresh: boolean };

/**
 * Goes through all names in the order of their entries, a block at a time, for what is too short for the trigrams. Answers those whose name
 * may hold `piece`; undefined behind the last. What was read once stays in memory as one text, in which a block takes microseconds.
 */
export function createNameBlocks(index: IndexFile): (view: View, after: number, piece: string) => Scanned | undefined {
  const read = index.prepare(`
    SELECT group_concat(text, '/') AS text, group_concat(id) AS ids, min(id) AS first, max(id) AS last, count(*) AS count
    FROM (SELECT id, CAST(name AS TEXT) AS text FROM entry WHERE id > ? ORDER BY id LIMIT ${String(entriesOfBlock)})`);
  const kept = perView(() => ({ blocks: new Map<number, Block>(), letters: 0 }));

  function readBlock(after: number): Block | undefined {
    const { text, ids, first, last, count } = read.get(after) as { text: string; ids: string; first: number; last: number; count: number };
    if (count === 0) return undefined;
    const whole = folded(text);
    // A slash parts names because none holds one; a wide one becomes one when it is folded.
    const isExact = slashesIn(whole) === count - 1;
    const names = isExact ? whole : eachFolded(text);
    return { after, last, text: names, ids: first === after + 1 && last === after + count ? null : ids };
  }

  return (view, after, piece) => {
    const memory = kept(view);
    const known = memory.blocks.get(after);
    const block = known ?? readBlock(after);
    if (block === undefined) return undefined;
    if (known === undefined && memory.letters < mostLetters) {
      memory.blocks.set(after, block);
      memory.letters += block.text.length;
    }
    return { ids: idsIn(block, piece.replaceAll('/', '\0')), last: block.last, fresh: known === undefined };
  };
}

function idsIn({ text, ids, after }: Block, piece: string): number[] {
  const places = text.includes(doubtful) ? placesOfEither(text, piece) : placesOf(text, piece);
  if (places.length === 0) return [];
  const known = ids?.split(',');
  return places.map((place) => (known === undefined ? after + 1 + place : Number(known[place])));
}

/** Which of the names, counted from 0, hold the piece. */
function placesOf(text: string, piece: string): number[] {
  const places: number[] = [];
  let place = 0;
  let end = text.indexOf('/');
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, end + 1)) {
    for (; end >= 0 && end < at; end = text.indexOf('/', end + 1)) place += 1;
    places.push(place);
    if (end < 0) break;
  }
  return places;
}

/** The same where some names are not known exactly: they may hold anything. */
const placesOfEither = (text: string, piece: string) =>
  text.split('/').flatMap((name, place) => (name.includes(piece) || name.includes(doubtful) ? [place] : []));

const eachFolded = (text: string) =>
  text
    .split('/')
    .map((name) => folded(name).replaceAll('/', '\0'))
    .join('/');

function slashesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) count += 1;
  return count;
}
