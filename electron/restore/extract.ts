import { join } from 'node:path';
import { ConnectionCause, type Cause } from '../contract/outcome.ts';
import type { Damaged } from '../contract/restore.ts';
import { AbsolutePath } from '../contract/location.ts';
import { isVanished } from '../history/history.ts';
import { causeOf, restoreList, restoreListCommand } from '../rdiff-backup/rdiff-backup.ts';
import { stepFiles } from '../runs/runs.ts';
import { configName, serverCommand, writeSshFor } from '../ssh/ssh.ts';
import { MergeEnd } from './answer.ts';
import { handStep, planFile, type RestoreDeps, type Scene } from './context.ts';
import { entriesAt, type Planned } from './plan-file.ts';
import { saidBy } from './said.ts';
import { type Ended } from './stage.ts';
import { type WorkPlace, randomName, workPath } from './work-place.ts';

/** What rdiff-backup has given, in files and bytes, and what of it did not come, or cannot be at the target, and why. */
export type Extracted = {
  verified: number;
  unrecorded: number;
  bytes: number;
  split: number;
  damaged: [Planned, Damaged['why']][];
  refused: [Planned, string][];
};

export const nothingExtracted = (): Extracted => ({ verified: 0, unrecorded: 0, bytes: 0, split: 0, damaged: [], refused: [] });

const mostRounds = 40;
// The metadata of a million files takes ten seconds on a good machine; a lost file can hold rdiff-backup 2.2 up for ever.
const patienceMs = 180_000;
const leastBytesPerMs = 100;
const msOfEntry = 20;

/**
 * Lets rdiff-backup restore the entries that nothing else could give, verifies them and puts them into the staged tree. Where one of them stops
 * it, it goes on without that one: what is lost at the end is damaged, and nothing else is.
 */
export async function extract(
  deps: RestoreDeps,
  scene: Scene,
  work: WorkPlace,
  again: readonly number[],
  bytes: number,
): Promise<Ended<Extracted>> {
  const total = nothingExtracted();
  let left = await withoutVanished(deps, scene, await entriesAt(deps.files, join(scene.folder, planFile), again), total);
  for (let round = 1; left.length > 0; round += 1) {
    const ended = await extractOnce(deps, scene, work, { wanted: left, bytes });
    if (ended.kind !== 'done') return ended;
    const { damaged } = ended.value;
    for (const count of ['verified', 'unrecorded', 'bytes', 'split'] as const) total[count] += ended.value[count];
    total.refused.push(...ended.value.refused);
    const missing = damaged.filter(([, why]) => why === 'missing');
    total.damaged.push(...damaged.filter(([, why]) => why !== 'missing'));
    // One that cannot be rebuilt keeps all behind it from being restored: the first of those that did not come is to blame.
    const isOver = ended.value.endedWell || round === mostRounds;
    total.damaged.push(...missing.slice(0, isOver ? missing.length : 1));
    left = isOver ? [] : missing.slice(1).map(([entry]) => entry);
  }
  return { kind: 'done', value: total };
}

/** Asked for a file of which every trace is lost, rdiff-backup may never come to an end. */
async function withoutVanished({ files }: RestoreDeps, { job }: Scene, entries: Planned[], total: Extracted): Promise<Planned[]> {
  if (job.repository.host !== null) return entries;
  const kept: Planned[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'd' && (await isVanished(files, job.repository.path, entry.path))) total.damaged.push([entry, 'missing']);
    else kept.push(entry);
  }
  return kept;
}

type Round = { wanted: readonly Planned[]; bytes: number };

async function extractOnce(
  deps: RestoreDeps,
  scene: Scene,
  work: WorkPlace,
  { wanted, bytes }: Round,
): Promise<Ended<Extracted & { endedWell: boolean }>> {
  const { run, job, repository, target, folder, tools } = scene;
  const session = run.restore?.session ?? 0;
  const into = `tool/${randomName()}`;
  const to = { host: target.machine?.id ?? null, path: AbsolutePath.parse(join(workPath(work), into)) };
  const timeoutMs = patienceMs + bytes / leastBytesPerMs + wanted.length * msOfEntry;
  const hosts = [...new Map([repository, target.machine].flatMap((host) => (host ? [[host.id, host] as const] : []))).values()];
  const seconds = String(Math.ceil(timeoutMs / 1000));
  // On a host nothing else ends what never ends by itself: it gets no more time of the processor than it is waited for.
  const bounded = (host: (typeof hosts)[number]) => `sh -c 'ulimit -t ${seconds}; exec ${serverCommand(host)}'`;
  await writeSshFor(
    deps.files,
    folder,
    configName,
    hosts.map((host) => ({ host, remoteCommand: bounded(host) })),
  );
  const { stdout, stderr, exitFile } = stepFiles(folder, 'extract');
  for (const file of [stdout, stderr, exitFile]) await deps.files.remove(file);
  const command = restoreListCommand(tools.tool, job.repository, { session, to });
  const limit = deps.processes.find('timeout');
  const args: [string, ...string[]] = limit === undefined ? command : [limit, '--foreground', '--kill-after=10', seconds, ...command];
  const list = restoreList(
    wanted.map(({ path }) => path),
    to.path,
  );
  const end = await deps.steps.perform(run, 'extract', args, list, () => {
    deps.announce({ run: run.id, phase: 'extracting', share: null, files: wanted.length, remainingMs: null });
    return Promise.resolve();
  });
  if (end.cancelled) return { kind: 'cancelled' };
  // 2 is a warning, for instance that restore.log cannot be written.
  const endedWell = end.code === 0 || end.code === 2;
  const broken = endedWell ? undefined : await brokenBy(deps, stderr);
  if (broken) return { kind: 'failed', ...broken, path: null };

  const order = {
    op: 'merge',
    work: workPath(work),
    into,
    again: wanted.map(({ index }) => index),
    special: run.restore?.special ?? false,
    plan: true,
  };
  const merged = await handStep(deps, scene, 'merge', { machine: target.machine, order }, MergeEnd, (done) => {
    deps.announce({ run: run.id, phase: 'merging', share: null, ...done, remainingMs: null });
  });
  if (merged.end.cancelled) return { kind: 'cancelled' };
  const said = await saidBy(deps.files, merged.end, merged.answer);
  if (said.kind !== 'done') return said;
  const byIndex = new Map(wanted.map((entry) => [entry.index, entry]));
  const named = <Why>([index, why]: [number, Why]): [Planned, Why][] => {
    const entry = byIndex.get(index);
    return entry ? [[entry, why]] : [];
  };
  const damaged = said.value.damaged.flatMap(named);
  const refused = said.value.refused.flatMap(named);
  return { kind: 'done', value: { ...said.value, damaged, refused, endedWell } };
}

const outages = new Set<Cause>([...ConnectionCause.options, 'disk-full', 'read-only', 'home-full']);

/** Why rdiff-backup could not work at all: that is no damage. */
async function brokenBy({ files }: RestoreDeps, stderr: string): Promise<{ cause: Cause; line: string } | undefined> {
  const known = causeOf((await files.read(stderr, -65_536, 65_536))?.toString('utf8') ?? '');
  return known && outages.has(known.cause) ? known : undefined;
}
