import type { Asked, RequestName } from '../../contract/requests.ts';
import { placeOf } from '../../contract/location.ts';
import type { Run } from '../../contract/run.ts';
import type { Settings } from '../../contract/settings.ts';
import type { HistoryService } from '../../history/history.ts';
import { jobNamed, showPlace } from '../../jobs/jobs.ts';
import type { Handlers } from '../../platform/door.ts';
import { isDrivable } from '../../rdiff-backup/rdiff-backup.ts';
import { runFolder, type Line, type Trade, type Verdict } from '../../runs/runs.ts';
import { toolsHere } from '../tools.ts';
import { over } from '../verdicts.ts';
import { machineOf } from '../where.ts';
import { writerIn } from '../writer.ts';
import { performVerify, resumeVerify, type VerifyDeps, type VerifyScene } from './perform-verify.ts';

type Deps = Omit<VerifyDeps, 'change' | 'history'> & {
  line: Line;
  home: string;
  settings: () => Promise<Settings>;
  toolVersion: (tool: string) => Promise<string | undefined>;
  history: VerifyDeps['history'] & Pick<HistoryService, 'sessionToRestore'>;
};

export type Verifies = {
  answers: Pick<Handlers, Extract<RequestName, `verify.${string}`>>;
  trades: Record<'verify', Trade>;
};

/** Lets rdiff-backup itself verify a session, and tells what it says. */
export function createVerifies(deps: Deps): Verifies {
  const { line, files, processes } = deps;
  const perform: VerifyDeps = { ...deps, change: line.change };

  async function start({ name, at }: Asked<'verify.start'>): Promise<Run> {
    const settings = await deps.settings();
    const job = jobNamed(settings, name);
    const session = await deps.history.sessionToRestore({ name, at });
    const place = showPlace(job.repository, settings.hosts);
    const restore = {
      ...{ session, paths: [''], to: place, exact: false, special: false, withoutLinks: false, of: null, drill: null, mail: false },
      renamed: null,
      confirmed: { replace: 0, remove: 0 },
    };
    const draft = { job: job.id, jobName: job.name, place: placeOf(job.repository), host: job.repository.host, from: place, to: place };
    return line.queue({ ...draft, action: 'verify', restore }, async (run) => {
      const scene = await sceneOf(run);
      if (!('run' in scene)) return scene;
      const writer = await writerIn(deps, scene.job.repository);
      return writer === undefined ? performVerify(perform, scene) : over('busy', 'writer', { pid: writer });
    });
  }

  async function sceneOf(run: Run): Promise<VerifyScene | Verdict> {
    const settings = await deps.settings();
    const job = settings.jobs.find(({ id }) => id === run.job);
    if (!job || !run.restore || placeOf(job.repository) !== run.place) return over('failed', 'settings-changed');
    const tool = processes.find('rdiff-backup');
    if (tool === undefined) return over('failed', 'tool-here', { reason: 'missing' });
    const version = await deps.toolVersion(tool);
    if (version === undefined || !isDrivable(version)) return over('failed', 'tool-here', { reason: 'version', version: version ?? '?' });
    const folder = runFolder(deps.home, run.id);
    await files.makeFolder(folder);
    return {
      run,
      job,
      host: machineOf(job.repository.host, settings.hosts),
      folder,
      session: run.restore.session,
      tools: await toolsHere(deps),
    };
  }

  return {
    answers: { 'verify.start': start },
    trades: {
      verify: {
        resume: async (run, step) => {
          const scene = await sceneOf(run);
          return 'run' in scene ? resumeVerify(perform, scene, step) : over('interrupted', 'program-ended');
        },
      },
    },
  };
}
