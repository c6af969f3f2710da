import type { Asked, RequestName } from '../contract/requests.ts';
import type { EntryPath } from '../contract/entry-path.ts';
import { Refusal } from '../contract/failure.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { Renamed } from '../contract/renamed.ts';
import type { RestoreDraft, RestoreOrder } from '../contract/restore.ts';
import type { Action, Progress, Run } from '../contract/run.ts';
import type { Settings } from '../contract/settings.ts';
import type { HistoryService } from '../history/history.ts';
import { jobNamed, showPlace } from '../jobs/jobs.ts';
import type { Handlers } from '../platform/door.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import { runFolder, type Line, type RunStore, type Steps, type Trade } from '../runs/runs.ts';
import { keepingTrack } from './broken-off.ts';
import type { RestoreDeps, Scene } from './context.ts';
import type { Machine } from './machine.ts';
import { readMemory, type World } from './memory.ts';
import { performRestore } from './perform.ts';
import { previewRestore } from './preview.ts';
import { resumeRestore } from './resume.ts';
import { toolsHere, toolsToEnd } from './tools.ts';
import { performUndo, resumeUndo } from './undo.ts';
import { over } from './verdicts.ts';
import { machineOf, renamedTo, targetNamed, targetOf, type Target } from './where.ts';

export { auditStates, type Audited } from './audit.ts';
export { isCancelled, type RestoreDeps, type Scene } from './context.ts';
export { keepSpeed, scaledMs } from './estimate.ts';
export { nearestOf } from './nearest.ts';
export { outcomeOf } from './report.ts';
export { neededFor, type Load } from './room.ts';
export type { Ended } from './stage.ts';
export { toolsHere } from './tools.ts';
export { sweepTrial, tryRestore } from './try.ts';
export { cancelled, failedBy, over } from './verdicts.ts';
export { createVerifies } from './verify/verifies.ts';
export { machineOf } from './where.ts';
export { writerIn } from './writer.ts';

type Deps = {
  clock: Clock;
  files: Files;
  processes: Processes;
  store: RunStore;
  steps: Steps;
  line: Line;
  home: string;
  personHome: string;
  zone: () => string;
  scratch: (work: (folder: string) => Promise<void>) => Promise<void>;
  settings: () => Promise<Settings>;
  history: Pick<HistoryService, 'planRestore' | 'otherVersions' | 'sessionToRestore' | 'isFolder'>;
  announce: (progress: Progress) => void;
};

export type Restores = {
  answers: Pick<Handlers, Extract<RequestName, `restore.${string}`>>;
  trades: Record<Extract<Action, 'restore' | 'undo'>, Trade>;
};

/** Brings files, folders and whole servers back: previewed, verified, placed, and put back again. */
export function createRestores(deps: Deps): Restores {
  const { store, line, files } = deps;
  const perform = { ...deps, change: line.change } satisfies RestoreDeps;

  const tools = () => toolsHere(deps);

  /** What a person asked for, with the session and the place that it means. */
  async function meant(draft: RestoreDraft) {
    const settings = await deps.settings();
    const job = jobNamed(settings, draft.name);
    const session = await deps.history.sessionToRestore({ name: job.name, at: draft.at });
    const renamed = draft.place.kind === 'as' ? await asWritten(settings, job, session, draft.place.to, draft.paths) : null;
    const world = { files, settings, job, session, renamed, personHome: deps.personHome, zone: deps.zone() };
    return { settings, job, session, renamed, target: await targetOf(world, draft.place), tools: await tools() };
  }

  /** Null where everything is wanted: that becomes the target in any case. Refuses with `restore-as-one`. */
  async function asWritten(
    settings: Settings,
    job: Job,
    session: number,
    to: string,
    paths: readonly EntryPath[],
  ): Promise<Renamed | null> {
    const [from, ...others] = paths;
    if (from === undefined || others.length > 0) throw new Refusal('restore-as-one');
    if (from === '') return null;
    return renamedTo(to, from, await deps.history.isFolder({ name: job.name, session, path: from }), settings);
  }

  async function start({ confirmed, ...draft }: Asked<'restore.start'>): Promise<Run> {
    const { settings, job, session, renamed, target } = await meant(draft);
    const { paths, exact, special, withoutLinks, mail } = draft;
    // A folder that is new gets the next free name.
    const { path, ...counted } = confirmed;
    const seen = draft.place.kind === 'new' || path === undefined ? counted : confirmed;
    const wishes = { exact, special, withoutLinks, mail };
    const order: RestoreOrder = { session, paths, to: target.shown, renamed, ...wishes, confirmed: seen, of: null, drill: null };
    return queue({ job, target, from: showPlace(job.repository, settings.hosts) }, order, 'restore');
  }

  type Queued = { job: Job; target: Target; from: string };

  function queue({ job, target, from }: Queued, order: RestoreOrder, action: 'restore' | 'undo'): Run {
    const draft = {
      job: job.id,
      jobName: job.name,
      place: placeOf(job.repository),
      host: target.machine?.id ?? job.repository.host,
      from,
      to: target.shown,
      action,
      restore: order,
    };
    return line.queue(draft, async (run) => {
      const set = await setOf(run);
      if (!set) return over('failed', 'settings-changed');
      return keepingTrack(perform, set, async () => {
        if (action === 'undo') return performUndo(perform, { ...set, tools: await toolsToEnd(deps) }, store.get(order.of ?? 0));
        return performRestore(perform, { ...set, tools: await tools() });
      });
    });
  }

  /** What has begun to write goes on where it began, whatever the settings say by now. Undefined: see `worldOfSettings`. */
  async function setOf(run: Run): Promise<Omit<Scene, 'tools'> | undefined> {
    const world = (await worldRemembered(run.restore?.of ?? run.id)) ?? (await worldOfSettings(run));
    if (!world) return undefined;
    const folder = runFolder(deps.home, run.id);
    await files.makeFolder(folder);
    return { ...world, run, folder };
  }

  /** What a restore has begun with, its hosts as they are reached by now; undefined where it had written nothing. */
  async function worldRemembered(id: number): Promise<World | undefined> {
    const memory = await readMemory(files, runFolder(deps.home, id));
    if (!memory) return undefined;
    const { hosts, jobs } = await deps.settings();
    const asNow = (machine: Machine): Machine => hosts.find((host) => host.id === machine?.id) ?? machine;
    const { job, repository, target } = memory.world;
    const name = jobs.find((other) => other.id === job.id)?.name ?? job.name;
    return { job: { ...job, name }, repository: asNow(repository), target: { ...target, machine: asNow(target.machine) } };
  }

  /** Undefined when the job, its repository or the host is another by now. */
  async function worldOfSettings(run: Run): Promise<World | undefined> {
    const settings = await deps.settings();
    const job = settings.jobs.find(({ id }) => id === run.job);
    if (!job || !run.restore || placeOf(job.repository) !== run.place) return undefined;
    return {
      job,
      repository: machineOf(job.repository.host, settings.hosts),
      target: targetNamed(run.restore.to, run.restore.renamed, settings),
    };
  }

  async function undo(id: number): Promise<Run> {
    const original = store.get(id);
    const { report, restore } = original;
    if (original.action !== 'restore' || !restore || report?.undo !== 'possible') throw new Refusal('not-restored', { run: id });
    const world = (await worldRemembered(id)) ?? (await worldOfSettings(original));
    if (!world) throw new Refusal('not-restored', { run: id });
    return queue({ ...world, from: original.from }, { ...restore, of: id }, 'undo');
  }

  const tradeOf = (again: (scene: Scene, run: Run, step: Parameters<Trade['resume']>[1]) => ReturnType<Trade['resume']>): Trade => ({
    resume: async (run, step) => {
      const set = await setOf(run);
      if (!set) return over('interrupted', 'program-ended');
      return keepingTrack(perform, set, async () => again({ ...set, tools: await toolsToEnd(deps) }, run, step));
    },
  });

  return {
    answers: {
      'restore.preview': async (draft) => {
        return previewRestore(deps, { ...(await meant(draft)), draft });
      },
      'restore.start': start,
      'restore.undo': ({ run }) => undo(run),
    },
    trades: {
      restore: tradeOf((scene, _, step) => resumeRestore(perform, scene, step)),
      undo: tradeOf((scene, run, step) => resumeUndo(perform, scene, store.get(run.restore?.of ?? 0), step)),
    },
  };
}
