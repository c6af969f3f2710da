import { join } from 'node:path';
import * as z from 'zod';
import { EntryPath } from '../contract/entry-path.ts';
import { SessionTime } from '../contract/history.ts';
import { Damaged } from '../contract/restore.ts';
import type { HistoryService, VersionSums } from '../history/history.ts';
import { handStep, planFile, type RestoreDeps, type Scene } from './context.ts';
import { saidBy } from './said.ts';
import { isClosed, type Ended } from './stage.ts';
import { pathsBySession } from './versions-file.ts';

const State = z.tuple([EntryPath, SessionTime]);
/** What a hand found of older states. `again`: only rdiff-backup may have them; `lost`: sessions whose listing cannot be read; `unread`: files of attributes that cannot. */
const AuditEnd = z.object({
  verified: z.number(),
  unrecorded: z.number(),
  bytes: z.number(),
  damaged: z.array(z.tuple([EntryPath, SessionTime, Damaged.shape.why])),
  again: z.array(State),
  lost: z.array(SessionTime),
  unread: z.array(z.tuple([SessionTime, z.string()])),
});

/**
 * What came of every older state. `again`: the paths that have to be restored to know, by their sessions. `lost`: damaged sessions; `unread`:
 * files of attributes that cannot be read, with their sessions.
 */
export type Audited = {
  sums: VersionSums;
  verified: number;
  unrecorded: number;
  bytes: number;
  damaged: [path: EntryPath, session: number, why: Damaged['why']][];
  again: Map<number, EntryPath[]>;
  lost: number[];
  unread: [session: number, file: string][];
};

const workers = 2;

/** Holds every state that the newest session does not have any more against its recorded digest, where the repository lies. */
export async function auditStates(
  deps: RestoreDeps & { history: Pick<HistoryService, 'planVersions'> },
  scene: Scene,
): Promise<Ended<Audited>> {
  const { run, job, folder, repository } = scene;
  const into = join(folder, planFile);
  await deps.files.remove(into);
  const sums = await deps.history.planVersions({ name: job.name, into });
  const order = { op: 'audit', repository: job.repository.path, workers, plan: true };
  const { end, answer } = await handStep(deps, scene, 'audit', { machine: repository, order }, AuditEnd, (done) => {
    const share = sums.states === 0 ? null : Math.min(1, done.files / sums.states);
    deps.announce({ run: run.id, phase: 'verifying', share, ...done, remainingMs: null });
  });
  if (end.cancelled) return { kind: 'cancelled' };
  const said = await saidBy(deps.files, end, answer);
  if (said.kind === 'done') {
    const { again, lost, ...found } = said.value;
    const bySession = Map.groupBy(again, ([, session]) => session);
    const paths = new Map([...bySession].map(([session, some]) => [session, some.map(([path]) => path)]));
    return { kind: 'done', value: { ...found, sums, again: paths, lost: union(lost, sums.damaged) } };
  }
  if (!(await isClosed(deps, scene, said, 'audit'))) return said;
  const again = await pathsBySession(deps.files, into);
  return { kind: 'done', value: { sums, verified: 0, unrecorded: 0, bytes: 0, damaged: [], again, lost: sums.damaged, unread: [] } };
}

const union = (one: readonly number[], other: readonly number[]): number[] => [...new Set([...one, ...other])].sort((a, b) => a - b);
