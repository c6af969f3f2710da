import { Refusal } from '../../contract/failure.ts';
import type { Hit } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { folded } from '../tables.ts';
import { createNameBlocks } from './name-blocks.ts';
import { namePattern, trigramsOf, type NamePattern } from './name-pattern.ts';
import type { Paths } from './paths.ts';
import { createRecent } from './recent.ts';
import { stateColumns, stateOf, versionAt, type StateRow } from './state.ts';
import { timeAt, type Spans } from './versions.ts';
import { perView, type View } from './view.ts';

/** `session` null: over all sessions. `cursor` is one that an answer gave. */
export type FindInput = { text: string; session: number | null; cursor: string | null; limit: number };
export type HitOfIndex = Omit<Hit, 'job'>;
export type Found = { hits: HitOfIndex[]; cursor: string | null };

/** So many matches are gathered before the best of them are told. */
const mostMatches = 1000;
/** An answer is given after so much work even where nothing was found yet, with a cursor to go on. */
const mostCandidates = 10_000;
const mostFreshBlocks = 32;
/** A few suffice for what is common; of what is rare more are taken at a time, because each reading of the trigrams begins anew. */
const [fewCandidates, manyCandidates] = [1000, 4000];

/** A stretch of entries whose matches are ranked together: those behind `after`, up to `upTo`; `told` of them were told already. */
type Stretch = { after: number; upTo: number | null; told: number };
type Match = { id: number; rank: number };
/** Matches, the best first, and the entry that their stretch ended with. */
type Gathered = { matches: Match[]; end: number };
/** What may match behind an entry, about `most` of it at a time; undefined behind the last. */
type Next = (after: number, most: number) => { ids: number[]; last: number; fresh: boolean } | undefined;

/**
 * Entries by a part of their name or by a pattern. Within a stretch of the index the very name comes first, then names that begin so, then
 * the others. The cursor goes on where the answer ended: nothing comes twice, and nothing is left out.
 */
export function findQuestion(index: IndexFile, paths: Paths, spans: Spans) {
  const blocks = createNameBlocks(index);
  const byTrigrams = index.prepare('SELECT rowid AS id FROM name WHERE name MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?');
  const names = index.prepare(`
    SELECT e.id, CAST(e.name AS TEXT) AS text FROM json_each(?1) asked CROSS JOIN entry e ON e.id = asked.value`);
  const namesAt = index.prepare(`
    SELECT e.id, CAST(e.name AS TEXT) AS text FROM json_each(?1) asked CROSS JOIN entry e ON e.id = asked.value
    CROSS JOIN version v ON ${versionAt('v', 'e.id', '?2')}`);
  const states = index.prepare(`
    SELECT v.entry, ${stateColumns('v')}, n.entry IS NOT NULL AS isNow FROM json_each(?1) asked
    CROSS JOIN version v ON ${versionAt('v', 'asked.value', '?2')} LEFT JOIN version n ON ${versionAt('n', 'asked.value', '?3')}`);

  const kept = perView(() => createRecent<Gathered>(4));

  function source(view: View, pattern: NamePattern): Next {
    const trigrams = trigramsOf(pattern.pieces);
    if (trigrams === null) {
      const longest = pattern.pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '');
      return (after) => blocks(view, after, longest);
    }
    return (after, most) => {
      const ids = byTrigrams.all(trigrams, after, most).map((row) => row['id'] as number);
      const last = ids.at(-1);
      return last === undefined ? undefined : { ids, last, fresh: false };
    };
  }

  function matchesAmong(ids: readonly number[], pattern: NamePattern, number: number | null): Match[] {
    const asked = JSON.stringify(ids);
    const rows = (number === null ? names.all(asked) : namesAt.all(asked, number)) as { id: number; text: string }[];
    return rows.flatMap(({ id, text }) => {
      const name = folded(paths.nameOf(id, text));
      return pattern.matches(name) ? [{ id, rank: pattern.rank(name) }] : [];
    });
  }

  function gather(next: Next, pattern: NamePattern, number: number | null, { after, upTo }: Stretch): Gathered {
    const matches: Match[] = [];
    let [end, candidates, fresh] = [after, 0, 0];
    while (upTo !== null || (matches.length < mostMatches && candidates < mostCandidates && fresh < mostFreshBlocks)) {
      const some = next(end, candidates === 0 ? fewCandidates : manyCandidates);
      if (some === undefined) break;
      const ids = upTo === null ? some.ids : some.ids.filter((id) => id <= upTo);
      if (ids.length > 0) matches.push(...matchesAmong(ids, pattern, number));
      end = some.last;
      if (upTo !== null && end >= upTo) break;
      candidates += ids.length;
      fresh += some.fresh ? 1 : 0;
    }
    return { matches, end: upTo ?? end };
  }

  function hitsOf(view: View, matches: readonly Match[], number: number): HitOfIndex[] {
    const rows = states.all(JSON.stringify(matches.map(({ id }) => id)), number, view.newest) as (StateRow & {
      entry: number;
      isNow: 0 | 1;
    })[];
    const known = new Map(rows.map((row) => [row.entry, row]));
    const lastSeen = timeAt(view, view.goodBefore(number));
    return matches.flatMap(({ id }): HitOfIndex[] => {
      const row = known.get(id);
      if (row) return [{ path: paths.pathOf(view, id), state: stateOf(row, view.owners), lastSeen, isNow: row.isNow === 1 }];
      const span = spans(view, id).at(-1);
      return span ? [{ path: paths.pathOf(view, id), state: span.state, lastSeen: timeAt(view, span.to - 1), isNow: false }] : [];
    });
  }

  return (view: View, { text, session, cursor, limit }: FindInput): Found => {
    const number = session === null ? null : view.numberOf(session);
    const stretch = readCursor(cursor);
    if (text.includes('\0')) return { hits: [], cursor: null };
    const pattern = namePattern(text);
    const next = source(view, pattern);
    const { matches, end } = kept(view)(JSON.stringify([text, number, stretch.after, stretch.upTo]), () => {
      const gathered = gather(next, pattern, number, stretch);
      gathered.matches.sort((one, other) => one.rank - other.rank || one.id - other.id);
      return gathered;
    });
    const told = stretch.told + limit;
    const hits = hitsOf(view, matches.slice(stretch.told, told), number ?? view.newest);
    if (told < matches.length) return { hits, cursor: `${stretch.after}-${end}-${told}` };
    return { hits, cursor: next(end, 1) === undefined ? null : `${end}` };
  };
}

function readCursor(cursor: string | null): Stretch {
  if (cursor === null) return { after: 0, upTo: null, told: 0 };
  const parts = /^(\d{1,16})(?:-(\d{1,16})-(\d{1,6}))?$/.exec(cursor);
  if (!parts) throw new Refusal('invalid', { field: 'cursor', reason: 'id', value: cursor });
  const [, after, upTo, told] = parts;
  return { after: Number(after), upTo: upTo === undefined ? null : Number(upTo), told: Number(told ?? 0) };
}
