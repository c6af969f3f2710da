import * as z from 'zod';
import { SweepEnd } from './answer.ts';
import { handStep, type RestoreDeps, type Scene } from './context.ts';
import { workPath, type WorkPlace } from './work-place.ts';

const Paths = z.array(z.string());

/**
 * Takes a work folder away, and those of the same machine that could not be reached before; null: only these. One that cannot be reached now is
 * kept in mind for the next time; one in which a placing has not come to its end is left alone.
 */
export async function sweep(deps: RestoreDeps, scene: Scene, work: WorkPlace | null): Promise<void> {
  const { machine } = scene.target;
  const key = `unswept ${machine?.id ?? 'here'}`;
  const before = readPaths(deps.store.fact(key));
  const left: string[] = [];
  for (const path of new Set([...(work ? [workPath(work)] : []), ...before])) {
    const { answer } = await handStep(deps, scene, 'sweep', { machine, order: { op: 'sweep', work: path } }, SweepEnd);
    if (answer.kind === 'failed' && answer.cause !== 'target-changed') left.push(path);
  }
  if (left.length > 0 || before.length > 0) deps.store.keepFact(key, JSON.stringify(left));
}

function readPaths(text: string | undefined): string[] {
  return text === undefined ? [] : (Paths.safeParse(JSON.parse(text)).data ?? []);
}
