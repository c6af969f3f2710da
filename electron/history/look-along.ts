import type { Clock } from '../platform/ports.ts';
import type { Keeper } from './keeper.ts';
import type { Shelf } from './shelf.ts';

/** What takes longer goes on by itself: a disk that does not answer keeps nobody else waiting. */
const waitMs = 100;

/**
 * A function that has indexes brought to what their repositories are now, one after the other, since hundreds at once would hold up the loop.
 * Nobody waits for it, and what goes wrong stands in the state of the index. While one round goes on no other begins.
 */
export function createLookAlong(keeper: Pick<Keeper, 'bring'>, clock: Pick<Clock, 'sleep'>): (shelves: readonly Shelf[]) => void {
  let isLooking = false;
  async function lookAt(shelf: Shelf): Promise<void> {
    const over = new AbortController();
    const brought = keeper.bring(shelf).then(
      () => over.abort(),
      () => over.abort(),
    );
    await Promise.race([brought, clock.sleep(waitMs, over.signal)]);
  }
  async function look(shelves: readonly Shelf[]): Promise<void> {
    isLooking = true;
    for (const shelf of shelves) await lookAt(shelf);
    isLooking = false;
  }
  return (shelves) => {
    if (!isLooking) void look(shelves);
  };
}
