import { join } from 'node:path';
import { Refusal } from '../contract/failure.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { Renamed } from '../contract/renamed.ts';
import type { RestoreDraft, RestorePreview, RestoreWarning } from '../contract/restore.ts';
import type { RestorePlan } from '../history/history.ts';
import type { Settings } from '../contract/settings.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import { blockedBy, type RunStore } from '../runs/runs.ts';
import { readEnd, Survey } from './answer.ts';
import { deliver, planFile, type RestoreDeps, type Tools } from './context.ts';
import { estimateMs } from './estimate.ts';
import { neededBytes, obstacleAt } from './obstacle.ts';
import { explained } from './said.ts';
import { repositoriesOn, type Target } from './where.ts';

export type PreviewDeps = Pick<RestoreDeps, 'history'> & {
  clock: Clock;
  files: Files;
  processes: Processes;
  store: Pick<RunStore, 'fact' | 'keepFact' | 'active'>;
  scratch: (work: (folder: string) => Promise<void>) => Promise<void>;
  settings: () => Promise<Settings>;
};
type Asked = { job: Job; draft: RestoreDraft; session: number; renamed: Renamed | null; target: Target; tools: Tools };

const surveyWithinMs = 180_000;

/** What a restore would do, without writing anything to the target. Refuses where the target's machine cannot be asked. */
export async function previewRestore(deps: PreviewDeps, asked: Asked): Promise<RestorePreview> {
  let preview: RestorePreview | undefined;
  await deps.scratch(async (folder) => {
    const { job, draft, session, renamed } = asked;
    const into = join(folder, planFile);
    const plan = await deps.history.planRestore({ name: job.name, at: session, paths: draft.paths, renamed, into });
    preview = told(deps, asked, plan, await look(deps, folder, asked, plan));
  });
  if (!preview) throw new Error('no preview was made');
  return preview;
}

async function look(deps: PreviewDeps, folder: string, { draft, target, tools }: Asked, { recorded }: RestorePlan): Promise<Survey> {
  const { exact, special, withoutLinks } = draft;
  const repositories = repositoriesOn(target.machine, await deps.settings());
  const wishes = { exact, special, withoutLinks };
  const order = { op: 'survey', root: target.path, repositories, ...wishes, recorded, deep: false, plan: true };
  const [file, ...args] = await deliver(deps, folder, 'survey', tools, { machine: target.machine, order });
  // What is short for a command may be long for a list of names.
  const into = ['/bin/sh', '-c', 'exec "$@" >./answer', 'modosu', file, ...args];
  const { stderr, kind } = await deps.processes.run({ file: into[0] ?? '', args: into.slice(1), cwd: folder, timeoutMs: surveyWithinMs });
  const answer = await readEnd(deps.files, join(folder, 'answer'), Survey);
  if (answer.kind === 'done') return answer.value;
  const { cause, line } = kind === 'timed-out' ? { cause: 'timed-out' as const, line: '' } : explained(answer, stderr);
  const facts = { cause, line, to: target.shown, host: target.machine?.name ?? '', path: answer.path ?? target.path };
  throw new Refusal(
    cause === 'restricted' || cause === 'python-missing' || cause === 'sudo-refused' ? 'target-restricted' : 'restore-target',
    facts,
  );
}

function told(deps: PreviewDeps, asked: Asked, plan: RestorePlan, survey: Survey): RestorePreview {
  const { job, target } = asked;
  const obstacle = plan.entries === 0 ? 'nothing' : obstacleAt(survey);
  const others = plan.entries - plan.files - plan.folders;
  return {
    job: job.name,
    session: plan.session,
    to: target.shown,
    path: survey.real,
    host: target.machine?.name ?? null,
    exists: survey.exists,
    files: plan.files,
    folders: plan.folders,
    others,
    bytes: plan.bytes,
    create: survey.create,
    replace: survey.replace,
    same: survey.same,
    remove: survey.extra,
    replaceNames: survey.replaceNames.map(([path, below]) => ({ path, below })),
    removeNames: survey.extraNames.map(([path, below]) => ({ path, below })),
    missing: plan.missing,
    free: survey.free,
    needed: neededBytes(survey),
    estimatedMs: estimateMs(deps.store, job.id, { files: Math.min(plan.files, survey.entriesToWrite), bytes: survey.bytesToWrite }),
    warnings: warningsOf(deps, asked, plan, survey),
    obstacle,
    repository: survey.repository?.path ?? null,
  };
}

function warningsOf({ store }: PreviewDeps, { job, draft, target }: Asked, plan: RestorePlan, survey: Survey): RestoreWarning[] {
  const { problems, fileSystem, staying } = survey;
  const next = { id: Infinity, place: placeOf(job.repository), host: target.machine?.id ?? job.repository.host };
  const waits = blockedBy(next, store.active()) !== undefined;
  const all: [RestoreWarning['kind'], number, RestoreWarning['facts']?][] = [
    ['no-owner', problems.noOwner ? plan.owners : 0],
    ['case-twins', problems.caseFolding ? plan.caseTwins : 0, { fileSystem }],
    ['names', problems.names],
    ['split-links', plan.splitLinks],
    ['no-links', problems.links],
    ['no-kinds', problems.kinds],
    ['special-left-out', draft.special ? 0 : plan.special],
    ['devices-left-out', draft.special ? problems.devices : plan.devices],
    ['links-left-out', draft.withoutLinks ? plan.links : 0],
    ['other-rights', problems.otherRights],
    ['foreign-folders', problems.foreignFolders],
    ['unrecorded', plan.unrecorded],
    ['attributes-unread', plan.unreadable.length],
    ['mounts-stay', staying.length, { path: staying[0] ?? '' }],
    ['waits', waits ? 1 : 0],
  ];
  return all.flatMap(([kind, count, facts = {}]) => (count > 0 ? [{ kind, count, facts }] : []));
}
