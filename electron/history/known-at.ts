import type { Keeper } from './keeper.ts';
import { namedSession } from './moment.ts';
import type { Shelf } from './shelf.ts';

type Deps = { keeper: Pick<Keeper, 'glance' | 'state'>; timesOf: (shelf: Shelf) => Promise<readonly number[]> };

/**
 * Whether a job can be asked about these moments as its index is known, while that is looked at or read on: a session stays what it is, whatever
 * comes after it, and what is announced of the index is asked about again. Any other moment waits, unless no session has come or gone since the
 * last look; the newest one is that of the index as long as it is read on.
 */
export async function isKnownAt({ keeper, timesOf }: Deps, shelf: Shelf, moments: readonly string[]): Promise<boolean> {
  if (!(await keeper.glance(shelf))) return false;
  const { state } = await keeper.state(shelf);
  const isUnchanged = state === 'ready' && !shelf.host;
  const isReadOn = state === 'indexing' || state === 'reading';
  const times = await timesOf(shelf);
  return moments.every((moment) => isUnchanged || (isReadOn && moment === 'now') || times.includes(namedSession(moment) ?? Number.NaN));
}
