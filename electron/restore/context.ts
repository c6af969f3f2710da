import { join } from 'node:path';
import type { Job } from '../contract/job.ts';
import type { Progress, Run, StepName } from '../contract/run.ts';
import type { HistoryService } from '../history/history.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import { stepFiles, type RunStore, type StepEnd, type Steps } from '../runs/runs.ts';
import { readEnd, readProgress, type HandEnd, type HandProgress } from './answer.ts';
import { letter } from './hand.ts';
import { pack, packedName, programThere } from './packed.ts';
import { handArguments, writeHandConfig, type Machine } from './machine.ts';
import type { Target } from './where.ts';
import type * as z from 'zod';

export type RestoreDeps = {
  clock: Clock;
  files: Files;
  processes: Processes;
  steps: Steps;
  store: Pick<RunStore, 'fact' | 'keepFact' | 'get'>;
  /** Keeps a change of the run's record and announces it. */
  change: (run: Run, change: Partial<Run>) => Run;
  announce: (progress: Progress) => void;
  history: Pick<HistoryService, 'planRestore' | 'otherVersions'>;
};

/** What works on this machine: rdiff-backup, Python, the program of a hand for it, and ssh. */
export type Tools = { tool: string; python: string; program: string; ssh: string | undefined };

/** One restore's world: its job, the machine of the repository, where it goes, and the folder of the run. */
export type Scene = { run: Run; job: Job; repository: Machine; target: Target; folder: string; tools: Tools };

/** What a run that restores was asked for. */
export function orderOf({ run }: Pick<Scene, 'run'>): NonNullable<Run['restore']> {
  if (!run.restore) throw new Error('a run that restores has an order');
  return run.restore;
}

/** Whether a person has cancelled a run meanwhile, wherever that was. */
export const isCancelled = ({ store }: { store: Pick<RunStore, 'get'> }, { run }: Pick<Scene, 'run'>): boolean =>
  store.get(run.id).cancelledAt !== null;

/** The file in a run's folder that says what was at the session. */
export const planFile = 'plan';

/** What a hand is told. `plan`: it gets the run's plan as well. */
export type Order = { op: string; plan?: boolean } & Record<string, unknown>;
type Asked = {
  machine: Machine;
  order: Order;
  reader?: { machine: Machine; order: Order } | undefined;
  /** Whether the hand waits for a word before it places what it has staged. */
  waits?: boolean;
  /** The file in the run's folder that it gets as its plan, where that is not the run's own. */
  planFile?: string;
};

/** Writes the letters of a step into a folder, and answers the command that delivers them there. */
export async function deliver({ files }: Pick<RestoreDeps, 'files'>, folder: string, name: string, tools: Tools, asked: Asked) {
  const plan = asked.planFile ?? planFile;
  await writeHandConfig(files, folder, [asked.machine, asked.reader?.machine ?? null]);
  const written = async (ending: string, { machine, order }: { machine: Machine; order: Order }) => {
    const { plan: isPlanned, ...rest } = order;
    const isFar = machine !== null;
    const sent = isFar ? packedName(plan) : plan;
    if (isPlanned && isFar) await pack(files, join(folder, plan), join(folder, sent));
    const size = isPlanned ? ((await files.info(join(folder, sent)))?.size ?? 0) : 0;
    const told = { ...rest, ...(isPlanned ? { plan: size, packed: isFar } : {}) };
    await files.write(join(folder, `${name}.${ending}`), await letter(told, null, isFar ? await programThere() : tools.program));
    return { machine, head: `./${name}.${ending}`, plan: isPlanned ? `./${sent}` : '/dev/null' };
  };
  const reader = asked.reader && (await written('read', asked.reader));
  return handArguments(tools, await written('head', asked), { reader, waits: asked.waits ?? false });
}

/** Lets a hand work as a step of a run, and answers what it said last. */
export async function handStep<T>(
  deps: Pick<RestoreDeps, 'files' | 'steps'>,
  { run, folder, tools }: Pick<Scene, 'run' | 'folder' | 'tools'>,
  name: StepName,
  asked: Asked,
  shape: z.ZodType<T>,
  tell: (done: HandProgress['done'], isStaged: boolean) => void = () => undefined,
): Promise<{ end: StepEnd; answer: HandEnd<T> }> {
  const { files, steps } = deps;
  const paths = stepFiles(folder, name);
  const command = await deliver(deps, folder, name, tools, asked);
  // Of an earlier step of this name nothing may be taken for this one's.
  for (const file of [paths.stdout, paths.exitFile]) await files.remove(file);
  const end = await steps.perform(run, name, command, null, async () => {
    const { done, isStaged } = await readProgress(files, paths.stdout);
    tell(done, isStaged);
  });
  return { end, answer: await readEnd(files, paths.stdout, shape) };
}
