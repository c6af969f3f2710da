import type { EntryPath } from '../../contract/entry-path.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes } from '../tables.ts';
import type { Paths } from './paths.ts';
import type { View } from './view.ts';

/** At most `count` files of together at most `bytes` are drawn; the same `seed` draws the same ones. */
export type SampleInput = { session: number; seed: number; count: number; bytes: number };
/** `why`: the largest of the session, the one whose content has been the same for longest, or one that was drawn. */
export type SampledFile = { path: EntryPath; size: number; why: 'largest' | 'oldest' | 'drawn' };
export type Sample = { session: number; files: SampledFile[] };

type Row = { entry: number; size: number };

/** So many are looked at for each that is wanted, in case that some are too large. */
const drawnPerWanted = 4;
const prime = 2_147_483_647;

/** Files of a session to try a restore with: the largest and the oldest, whatever their sizes, and others drawn by chance. */
export function sampleQuestion(index: IndexFile, paths: Paths) {
  const files = `FROM version WHERE since <= ?1 AND until > ?1 AND kind = ${String(kindCodes.file)}`;
  const row = 'SELECT entry, coalesce(size, 0) AS size';
  const largest = index.prepare(`${row} ${files} ORDER BY size DESC, entry LIMIT 1`);
  const oldest = index.prepare(`${row} ${files} ORDER BY since, modified, entry LIMIT 1`);
  // Squares modulo a prime, twice, so that neighbours in a folder are drawn as if by dice.
  const once = `((entry + ?2) % ${String(prime)} * ((entry + ?2) % ${String(prime)}) % ${String(prime)} + ?3)`;
  const drawn = index.prepare(
    `${row} ${files} ORDER BY ${once} % ${String(prime)} * (${once} % ${String(prime)}) % ${String(prime)}, entry LIMIT ?4`,
  );

  return (view: View, { session, seed, count, bytes }: SampleInput): Sample => {
    const number = view.numberOf(session);
    const found = new Map<number, SampledFile>();
    const take = ({ entry, size }: Row, why: SampledFile['why']) => {
      if (!found.has(entry)) found.set(entry, { path: paths.pathOf(view, entry), size, why });
    };
    for (const one of largest.all(number) as Row[]) take(one, 'largest');
    for (const one of oldest.all(number) as Row[]) take(one, 'oldest');
    let left = { count, bytes };
    const [first, second] = startsOf(seed);
    for (const one of drawn.all(number, first, second, count * drawnPerWanted) as Row[]) {
      if (left.count === 0) break;
      if (found.has(one.entry) || one.size > left.bytes) continue;
      take(one, 'drawn');
      left = { count: left.count - 1, bytes: left.bytes - one.size };
    }
    return { session, files: [...found.values()] };
  };
}

/** Two numbers below the prime, far from each other for seeds that are near. */
function startsOf(seed: number): [number, number] {
  const whole = Math.abs(Math.trunc(seed)) % prime;
  const next = (value: number) => Number((BigInt(value) * 48_271n + 11n) % BigInt(prime));
  const first = next(next(whole + 1));
  return [first, next(next(first))];
}
