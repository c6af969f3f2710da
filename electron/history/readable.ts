import type { HistoryState } from '../contract/history.ts';
import type { AnswerDeps } from './asking.ts';
import { isRestricted, onlyWhole } from './keeper.ts';
import { shelfByTool, type Shelf } from './shelf.ts';

/** What can be asked about a job, and how its index stands there. `isByTool`: nothing but what rdiff-backup lists. */
export type Readable = { shelf: Shelf; state: HistoryState; isByTool: boolean };

/** The index of a job as it is now; of a host that lets rdiff-backup read and list nothing, the one of what that brings. */
export async function readable(
  { keeper, byTool }: Pick<AnswerDeps, 'keeper'> & { byTool: Pick<AnswerDeps['byTool'], 'mayList'> },
  own: Shelf,
): Promise<Readable> {
  const state = await keeper.bring(own);
  if (!isRestricted(state)) return { shelf: own, state, isByTool: false };
  if (await byTool.mayList(own)) return { shelf: own, state, isByTool: true };
  const shelf = shelfByTool(own);
  return { shelf, state: onlyWhole(await keeper.bring(shelf)), isByTool: false };
}
