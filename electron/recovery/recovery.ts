import type { Asked, RequestName } from '../contract/requests.ts';
import { Refusal } from '../contract/failure.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { DrillScope, RestoreOrder } from '../contract/restore.ts';
import type { Action, Run, Trigger } from '../contract/run.ts';
import type { Settings } from '../contract/settings.ts';
import { jobNamed, showPlace } from '../jobs/jobs.ts';
import type { Handlers } from '../platform/door.ts';
import { machineOf, over, toolsHere } from '../restore/restore.ts';
import { drillsSinceFact, runFolder, type Line, type RunStore, type Trade } from '../runs/runs.ts';
import type { Pauses } from '../schedule/schedule.ts';
import { canDrill, isDrillDue } from './due.ts';
import { performDrill, resumeDrill, type DrillDeps, type DrillScene } from './perform-drill.ts';

type Deps = Omit<DrillDeps, 'change' | 'store'> & {
  store: RunStore;
  line: Line;
  pauses: Pauses;
  home: string;
  settings: () => Promise<Settings>;
  onBattery: () => Promise<boolean>;
};

export type Recovery = {
  answers: Pick<Handlers, Extract<RequestName, `drill.${string}`>>;
  trades: Record<Extract<Action, 'drill'>, Trade>;
  /** Begins every drill that is due; for a program that stays. */
  look(): Promise<void>;
};

const hour = 3_600_000;

/** The proof that jobs can be restored: drills, on demand and when they are due. */
export function createRecovery(deps: Deps): Recovery {
  const { clock, files, store, line, pauses } = deps;
  const perform: DrillDeps = { ...deps, change: line.change };

  function queue(settings: Settings, job: Job, scope: DrillScope, session: number, trigger: Trigger): Run {
    const place = showPlace(job.repository, settings.hosts);
    const restore: RestoreOrder = {
      ...{ session, paths: [''], to: '', exact: false, special: false, withoutLinks: false, of: null, drill: scope, mail: false },
      renamed: null,
      confirmed: { replace: 0, remove: 0 },
    };
    const draft = { job: job.id, jobName: job.name, place: placeOf(job.repository), host: job.repository.host, from: place, to: place };
    return line.queue({ ...draft, action: 'drill', trigger, restore }, async (run) => {
      const scene = await sceneOf(run);
      return scene ? performDrill(perform, scene, scope) : over('failed', 'settings-changed');
    });
  }

  /** Undefined when the job or its repository is another by now. */
  async function sceneOf(run: Run): Promise<DrillScene | undefined> {
    const settings = await deps.settings();
    const job = settings.jobs.find(({ id }) => id === run.job);
    if (!job || placeOf(job.repository) !== run.place) return undefined;
    const folder = runFolder(deps.home, run.id);
    await files.makeFolder(folder);
    return { run, job, repository: machineOf(job.repository.host, settings.hosts), folder, tools: await toolsHere(deps) };
  }

  async function start({ name, scope }: Asked<'drill.start'>): Promise<Run> {
    const settings = await deps.settings();
    const job = jobNamed(settings, name);
    // What stands in the way of any restore is said at once.
    const session = await deps.history.sessionToRestore({ name, at: 'now' });
    return queue(settings, job, scope, session, 'person');
  }

  async function look(): Promise<void> {
    const settings = await deps.settings();
    const onBattery = settings.jobs.some(({ notOnBattery }) => notOnBattery) && (await deps.onBattery());
    const now = clock.now();
    // One at a time: many may become due at once, and backups want their turn.
    let isTrying = store.active().some(({ action }) => action === 'drill');
    for (const job of settings.jobs) {
      const place = placeOf(job.repository);
      const good = store.lastGoodOf(job.id);
      const hasSession = good?.session != null && good.place === place;
      const isPaused = pauses.covering(job.id, now) !== undefined;
      const { newest } = store.drillsOf(job.id);
      const world = { job, newest, hasSession, isPaused, onBattery };
      keepSince(job, canDrill(world), now);
      // A removal that is about to begin would be held by a drill that waits for it.
      const isFree = !store.active().some((run) => run.place === place);
      if (!isTrying && isFree && good?.session && isDrillDue(world, now)) isTrying = begin(settings, job, good.session.time);
    }
  }

  /** Whether it has begun: one that cannot, because another run of the job is at work, is due at the next look as well. */
  function begin(settings: Settings, job: Job, session: number): boolean {
    try {
      queue(settings, job, 'sample', session, 'schedule');
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  }

  /** Since when a drill could have begun: while none can, that is now, to within an hour. */
  function keepSince(job: Job, can: boolean, now: number): void {
    const key = drillsSinceFact(job.id);
    const since = Number(store.fact(key) ?? Number.NaN);
    if (Number.isNaN(since) || since > now || (!can && now - since > hour)) store.keepFact(key, String(now));
  }

  return {
    answers: { 'drill.start': start },
    trades: {
      drill: {
        resume: async (run, step) => {
          const scene = await sceneOf(run);
          return scene ? resumeDrill(perform, scene, step) : over('interrupted', 'program-ended');
        },
      },
    },
    look,
  };
}
