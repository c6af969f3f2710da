import { Refusal } from '../contract/failure.ts';
import type { Cause } from '../contract/outcome.ts';
import type { Verdict } from '../runs/runs.ts';
import type { RestoreDeps, Scene } from './context.ts';
import { nothingExtracted } from './extract.ts';
import { readMemory } from './memory.ts';
import { outcomeOf, reportOf } from './report.ts';
import { over } from './verdicts.ts';
import { workPath } from './work-place.ts';

/** While these work, things may come to their place. */
const mayPlace = new Set<string | undefined>(['stage', 'place', 'settle']);

const nothingStaged = {
  ...{ again: [], refused: [], folders: 0, files: 0, bytes: 0, verified: 0, fromMirror: 0, fromIncrements: 0, unset: 0, split: 0 },
  ...{ links: 0, others: 0, seconds: 0, placed: null },
};

/**
 * Carries out what a restore does. Where something here comes in its way that nobody foresaw (no room for the records, say) while a hand may be
 * placing things, the run names the work folder, so that it can be put back; else nothing was placed, and the error goes on.
 */
export async function keepingTrack(deps: RestoreDeps, scene: Omit<Scene, 'tools'>, work: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await work();
  } catch (error) {
    const { step, report } = deps.store.get(scene.run.id);
    if (report && report.created + report.replaced + report.removed > 0)
      return { outcome: outcomeOf(report), session: null, evidence: null, report };
    const memory = await readMemory(deps.files, scene.folder);
    if (!memory || !mayPlace.has(step?.name)) {
      if (isRefusedHere(error)) return brokenOff(error);
      throw error;
    }
    const staged = { stage: nothingStaged, extracted: nothingExtracted(), refused: [], ms: 0 };
    const known = report ?? reportOf(deps, scene, memory, staged);
    return { ...brokenOff(error), report: { ...known, aside: workPath(memory.work), undo: 'possible' } };
  }
}

/** Something that a restore needs on this machine was not found. */
const isRefusedHere = (error: unknown): error is Refusal => error instanceof Refusal && error.kind === 'restore-failed';

const brokenOff = (error: unknown): Verdict =>
  isRefusedHere(error) ? over('failed', error.facts['cause'] as Cause, error.facts) : over('failed', 'unknown', { line: String(error) });
