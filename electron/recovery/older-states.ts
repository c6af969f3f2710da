import { lostList, type Damaged } from '../contract/restore.ts';
import { auditStates, isCancelled, nearestOf, tryRestore, type Ended, type RestoreDeps, type Scene } from '../restore/restore.ts';
import type { HistoryService } from '../history/history.ts';
import type { OlderTried } from './judge-drill.ts';

export type OlderDeps = RestoreDeps & { history: Pick<HistoryService, 'planVersions'> };

const told = 100;
type Lost = { path: string; session: number; why: Damaged['why'] };

/** Tries every state that the newest session does not have any more, and reads all that every session records of its entries. */
export async function tryOlderStates(deps: OlderDeps, scene: Scene): Promise<Ended<OlderTried>> {
  const audited = await auditStates(deps, scene);
  if (audited.kind !== 'done') return audited;
  const { sums, lost, unread, again, ...found } = audited.value;
  const damaged: Lost[] = found.damaged.map(([path, session, why]) => ({ path, session, why }));
  const counts = { verified: found.verified, unrecorded: found.unrecorded, bytes: found.bytes };
  const lists = new Map(unread.map(([session, file]) => [file, lostList(session, file)]));
  let unnamed = 0;
  for (const [session, paths] of again) {
    const tried = await tryRestore(deps, scene, session, paths);
    if (tried.kind !== 'done') return tried;
    const report = tried.value;
    counts.verified += report.verified;
    counts.unrecorded += report.unrecorded;
    counts.bytes += report.bytes;
    for (const one of report.damaged) {
      if (one.file === undefined) damaged.push({ path: one.path, session, why: one.why });
      else lists.set(one.file, one);
    }
    unnamed += report.damagedCount - report.damaged.length;
  }
  const known = await named(deps, scene, damaged);
  if (isCancelled(deps, scene)) return { kind: 'cancelled' };
  const bad = new Set([...lost, ...[...lists.values()].map(({ session }) => session)]);
  const good = sums.sessions + sums.damaged.length - bad.size;
  return {
    kind: 'done',
    value: {
      ...counts,
      states: sums.states,
      damaged: [...lists.values(), ...lost.map(listingOf), ...known].slice(0, told),
      damagedCount: lists.size + lost.length + damaged.length + unnamed,
      sessions: good,
    },
  };
}

/** All of a session is lost with its listing. */
const listingOf = (session: number): Damaged => ({ path: '', why: 'metadata', session, nearest: null });

/** Each of the first with where it is still good. */
async function named(deps: OlderDeps, scene: Scene, damaged: readonly Lost[]): Promise<Damaged[]> {
  const sessionsOf = Map.groupBy(damaged, ({ path }) => path);
  const first = damaged.slice(0, told);
  const lost = first.map(({ path, session }) => ({
    path,
    session,
    notVersions: (sessionsOf.get(path) ?? []).map((one) => one.session),
  }));
  const nearest = await nearestOf(deps, scene, lost);
  return first.map((one, at) => ({ ...one, nearest: nearest[at] ?? null }));
}
