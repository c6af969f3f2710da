import type { Evidence, NotSaved } from '../contract/run.ts';
import { causeOf, inspectRepository, notSavedAt, printedStatistics, readErrorStream, sessionAt } from '../rdiff-backup/rdiff-backup.ts';
import type { StepEnd } from '../runs/runs.ts';
import type { Assignment, BackupDeps } from './context.ts';
import type { Found } from './judge.ts';
import { listRemote } from './remote-repository.ts';

const tailBytes = 65_536;
const kept = 100;

type Past = { startedAt: number; regressed: boolean };

/** Reads everything that a finished backup left: exit code, error stream, markers, statistics, error log. */
export async function gather(
  deps: BackupDeps,
  assignment: Assignment,
  end: StepEnd,
  { startedAt, regressed }: Past,
): Promise<{ found: Found; evidence: Evidence }> {
  const { files } = deps;
  const { job, baseline, run } = assignment;
  const stream = await readErrorStream(files, end.files.stderr);
  const since = Math.floor(startedAt / 1000);
  const seen =
    job.repository.host === null ? await seenHere(deps, job.repository.path, since) : await seenThere(deps, assignment, end, since);

  const missed = merged(stream.notSaved, seen.notSaved);
  const notSavedCount = Math.max(stream.notSavedCount, missed.length);
  const found: Found = {
    code: end.code,
    cancelled: end.cancelled,
    flooded: end.flooded,
    regressed,
    session: seen.session,
    markers: seen.markers,
    deadEnd: seen.deadEnd,
    startedAt: since,
    stream: { ...stream, notSaved: missed, notSavedCount },
    previous: baseline ?? run.previous,
  };
  const evidence: Evidence = {
    exitCode: end.code,
    markers: seen.markers,
    regressed,
    notSaved: missed.slice(0, kept),
    notSavedCount,
    warnings: stream.warnings.slice(0, kept),
    decisive: causeOf(stream.printed)?.line ?? stream.warnings[0] ?? null,
    tail: stream.tail,
  };
  return { found, evidence };
}

type Seen = Pick<Found, 'session' | 'markers' | 'deadEnd'> & { notSaved: NotSaved[] };

async function seenHere({ files }: BackupDeps, path: string, since: number): Promise<Seen> {
  const after = await inspectRepository(files, path);
  const newest = after.markers.at(-1);
  const session = newest !== undefined && newest >= since ? await sessionAt(files, path, newest) : undefined;
  const notSaved = session ? await notSavedAt(files, path, session.time) : [];
  return { session, markers: after.markers, deadEnd: after.state === 'dead-end', notSaved };
}

async function seenThere(deps: BackupDeps, { job, folder }: Assignment, end: StepEnd, since: number): Promise<Seen> {
  const tail = (await deps.files.read(end.files.stdout, -tailBytes, tailBytes))?.toString('utf8') ?? '';
  const printed = printedStatistics(tail);
  const blank: Seen = { session: undefined, markers: null, deadEnd: false, notSaved: [] };
  const tool = deps.processes.find('rdiff-backup');
  if (end.code === null || (end.code & 1) !== 0 || !printed || tool === undefined) return blank;
  const { listing } = await listRemote(deps, folder, job.repository, tool);
  const newest = listing.kind === 'healthy' ? listing.times.at(-1) : undefined;
  if (newest === undefined || newest < since) return { ...blank, session: printed };
  return { ...blank, session: { ...printed, time: newest }, markers: [newest] };
}

/** Both lists as one: the error log and the error stream name the same files. */
function merged(one: readonly NotSaved[], other: readonly NotSaved[]): NotSaved[] {
  const byPath = new Map([...other, ...one].map((entry) => [entry.path, entry]));
  return [...byPath.values()];
}
