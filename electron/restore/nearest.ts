import type { EntryPath } from '../contract/entry-path.ts';
import type { Damaged } from '../contract/restore.ts';
import type { HistoryService, OtherVersion } from '../history/history.ts';
import type { Scene } from './context.ts';
import { prove, type Lost, type ProveDeps, type State } from './prove.ts';

export type NearestDeps = ProveDeps & { history: Pick<HistoryService, 'otherVersions'> };
/** A file that is no good at a session, and other sessions in which it is none either. */
type LostVersion = Lost & { notVersions?: readonly number[] };

/** How many versions are looked at on each side. */
const most = 40;

/**
 * Answers for each lost file the nearest version that was really read and has its recorded digest, an older one before a newer one. Where
 * none could be proved it is the nearest that may be good, and says so; null where none may be. Once a run is cancelled nothing is read.
 */
export async function nearestOf(
  deps: NearestDeps,
  scene: Pick<Scene, 'run' | 'job' | 'repository' | 'folder' | 'tools'>,
  lost: readonly LostVersion[],
): Promise<Damaged['nearest'][]> {
  const others = await Promise.all(lost.map((one) => othersOf(deps, scene, one)));
  const known = await prove(deps, scene, lost, statesIn(lost, others));
  return lost.map(({ path }, at) => choose(others[at] ?? [], known.good.get(path), known.bad.get(path)));
}

async function othersOf({ history }: NearestDeps, { job }: Pick<Scene, 'job'>, lost: LostVersion): Promise<OtherVersion[]> {
  try {
    return await history.otherVersions({ name: job.name, notVersions: [], ...lost, most });
  } catch {
    return [];
  }
}

/** Those of which a digest is recorded, each once, by their paths, the newest first. */
function statesIn(lost: readonly Lost[], others: readonly OtherVersion[][]): Map<EntryPath, State[]> {
  const all = new Map<EntryPath, Map<number, State>>();
  for (const [at, { path }] of lost.entries()) {
    const states = all.get(path) ?? new Map<number, State>();
    for (const { session, size, sha1 } of others[at] ?? []) if (sha1 !== null) states.set(session, { session, size, sha1 });
    if (states.size > 0) all.set(path, states);
  }
  return new Map([...all].map(([path, states]) => [path, [...states.values()].sort((one, other) => other.session - one.session)]));
}

type Sessions = ReadonlySet<number> | undefined;

function choose(others: readonly OtherVersion[], good: Sessions, bad: Sessions): Damaged['nearest'] {
  const proved = others.find(({ session }) => good?.has(session));
  const found = proved ?? others.find(({ session, alike }) => !alike && !bad?.has(session));
  return found ? { session: found.session, older: found.older, proved: proved !== undefined } : null;
}
