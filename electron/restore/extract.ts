import { join } from 'node:path';
import { ConnectionCause, type Cause } from '../contract/outcome.ts';
import type { Damaged } from '../contract/restore.ts';
import { AbsolutePath } from '../contract/location.ts';
import { isVanished } from '../history/history.ts';
import { causeOf, namesFileIn, restoreList, restoreListCommand, saysDamage } from '../rdiff-backup/rdiff-backup.ts';
import { stepFiles } from '../runs/runs.ts';
import { configName, serverCommand, writeSshFor } from '../ssh/ssh.ts';
import { MergeEnd } from './answer.ts';
import { handStep, orderOf, planFile, type RestoreDeps, type Scene } from './context.ts';
import type { Memory } from './memory.ts';
import { entriesAt, type Planned } from './plan-file.ts';
import { lostIn } from './rounds.ts';
import { saidBy, type Failed } from './said.ts';
import { type Ended } from './stage.ts';
import { randomName, workPath } from './work-place.ts';

/**
 * What rdiff-backup has given, in files and bytes, and what of it did not come, or cannot be at the target, and why. `unset`: access control
 * lists and extended attributes that did not come.
 */
export type Extracted = {
  verified: number;
  unrecorded: number;
  bytes: number;
  split: number;
  unset: number;
  damaged: [Planned, Damaged['why']][];
  refused: [Planned, string][];
};

export const nothingExtracted = (): Extracted => ({
  ...{ verified: 0, unrecorded: 0, bytes: 0, split: 0, unset: 0 },
  damaged: [],
  refused: [],
});

// The metadata of a million files takes ten seconds on a good machine; a lost file can hold rdiff-backup 2.2 up for ever.
const patienceMs = 180_000;
const leastBytesPerMs = 100;
const msOfEntry = 20;
// Of `timeout`, with a kill and without.
const ranOut = new Set<number | null>([124, 137]);

/**
 * Lets rdiff-backup restore the entries that nothing else could give, verifies them and puts them into the staged tree. Where one of them stops
 * it, it goes on without that one: what is lost at the end is damaged, and nothing else is.
 */
export async function extract(
  deps: RestoreDeps,
  scene: Scene,
  memory: Pick<Memory, 'work' | 'bytes' | 'unreadable'>,
  again: readonly number[],
): Promise<Ended<Extracted>> {
  const total = nothingExtracted();
  const there = await withoutVanished(
    deps,
    scene,
    await entriesAt(deps.files, join(scene.folder, planFile), again, orderOf(scene).renamed),
    total,
  );
  let stops = 0;
  let unsetOfFolders = 0;
  const lost = await lostIn(there, async (wanted) => {
    const ended = await extractOnce(deps, scene, memory, wanted);
    if (ended.kind !== 'done') return ended;
    const { damaged, endedWell } = ended.value;
    stops += endedWell ? 0 : 1;
    unsetOfFolders += ended.value.unsetOfFolders;
    for (const count of ['verified', 'unrecorded', 'bytes', 'split', 'unset'] as const) total[count] += ended.value[count];
    total.refused.push(...ended.value.refused);
    total.damaged.push(...damaged.filter(([, why]) => why !== 'missing'));
    return { kind: 'done', value: { missing: damaged.flatMap(([entry, why]) => (why === 'missing' ? [entry] : [])), endedWell } };
  });
  if (lost.kind !== 'done') return lost;
  total.damaged.push(...lost.value.map((entry): Extracted['damaged'][number] => [entry, 'missing']));
  // A folder gets its attributes when all that is in it has come: what stopped before has left them out.
  const folders = stops > 0 ? there.filter(({ kind }) => kind === 'd') : [];
  if (folders.length === 0) return { kind: 'done', value: { ...total, unset: total.unset + unsetOfFolders } };
  const last = await extractOnce(deps, scene, memory, folders);
  if (last.kind !== 'done') return last;
  const ofFolders = last.value.endedWell ? last.value.damaged : folders.map((entry): Extracted['damaged'][number] => [entry, 'attributes']);
  const damaged = [...total.damaged.filter(([{ kind }]) => kind !== 'd'), ...ofFolders];
  return { kind: 'done', value: { ...total, damaged, unset: total.unset + last.value.unsetOfFolders } };
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

async function extractOnce(
  deps: RestoreDeps,
  scene: Scene,
  { work, bytes, unreadable }: Pick<Memory, 'work' | 'bytes' | 'unreadable'>,
  wanted: readonly Planned[],
): Promise<Ended<Extracted & Pick<MergeEnd, 'unsetOfFolders'> & { endedWell: boolean }>> {
  const { run, job, repository, target, folder, tools } = scene;
  const { session, special, withoutLinks, renamed } = orderOf(scene);
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
  const command = restoreListCommand(tools.tool, job.repository, { session, to, without: unreadable.map(({ base }) => base) });
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
  const outage = endedWell ? undefined : await outageOf(deps, scene, stderr);
  if (outage) return outage;

  const order = {
    op: 'merge',
    work: workPath(work),
    into,
    again: wanted.map(({ index }) => index),
    renamed,
    special,
    withoutLinks,
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
  const isNothing = damaged.length === wanted.length && damaged.every(([, why]) => why === 'missing');
  const failure = isNothing && !endedWell && !ranOut.has(end.code) ? await failureOf(deps, scene, stderr) : undefined;
  return failure ?? { kind: 'done', value: { ...said.value, damaged, refused, endedWell } };
}

const outages = new Set<Cause>([...ConnectionCause.options, 'disk-full', 'read-only', 'home-full', 'writer', 'session-interrupted']);

/** Why rdiff-backup could not work at all: that is no damage. */
async function outageOf(deps: RestoreDeps, scene: Scene, stderr: string): Promise<Failed | undefined> {
  const known = causeOf(await endOf(deps, stderr));
  return known && outages.has(known.cause) ? failedAt(scene, known) : undefined;
}

/** Why nothing at all came, where that has nothing to do with what was asked for. */
async function failureOf(deps: RestoreDeps, scene: Scene, stderr: string): Promise<Failed | undefined> {
  const printed = await endOf(deps, stderr);
  if (saysDamage(printed) || namesFileIn(printed, scene.job.repository.path)) return undefined;
  return failedAt(scene, causeOf(printed) ?? { cause: 'unknown', line: printed.trimEnd().split('\n').at(-1) ?? '' });
}

const endOf = async ({ files }: RestoreDeps, path: string): Promise<string> =>
  (await files.read(path, -65_536, 65_536))?.toString('utf8') ?? '';

const failedAt = ({ run, job }: Scene, why: Pick<Failed, 'cause' | 'line'>): Failed => ({
  kind: 'failed',
  ...why,
  path: job.repository.path,
  to: run.from,
});
