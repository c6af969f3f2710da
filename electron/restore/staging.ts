import { join } from 'node:path';
import type { StageEnd } from './answer.ts';
import { orderOf, planFile, type RestoreDeps, type Scene } from './context.ts';
import { extract } from './extract.ts';
import type { Memory } from './memory.ts';
import { entriesAt } from './plan-file.ts';
import type { Staged } from './report.ts';
import { stage, type Ended } from './stage.ts';

/** Stages everything that a hand can have by itself, where so many bytes are free; `then` it places it, where nothing is left to be done. */
export async function stageFirst(
  deps: RestoreDeps,
  scene: Scene,
  memory: Memory,
  then: Record<string, unknown> | null,
  room = 0,
): Promise<Ended<StageEnd>> {
  const total = { files: memory.files, bytes: memory.bytes };
  return stage(deps, scene, { work: memory.work, skip: memory.survey.sameIndexes ?? [], above: memory.survey.above, total, room, then });
}

/** Lets rdiff-backup restore what is left. */
export async function stageRest(deps: RestoreDeps, scene: Scene, memory: Memory, first: StageEnd): Promise<Ended<Staged>> {
  const begun = deps.clock.monotonic();
  const ended = await extract(deps, scene, memory, first.again);
  if (ended.kind !== 'done') return ended;
  const extractedMs = deps.clock.monotonic() - begun;
  const { refused } = first;
  const entries = new Map(
    (
      await entriesAt(
        deps.files,
        join(scene.folder, planFile),
        refused.map(([index]) => index),
        orderOf(scene).renamed,
      )
    ).map((entry) => [entry.index, entry]),
  );
  const told = refused.flatMap(([index, why]): Staged['refused'] => {
    const entry = entries.get(index);
    return entry ? [[entry, why]] : [];
  });
  const ms = msOf(first) + (first.again.length > 0 ? Math.round(extractedMs) : 0);
  return { kind: 'done', value: { stage: first, extracted: ended.value, refused: [...told, ...ended.value.refused], ms } };
}

/** What staging has taken. */
export const msOf = ({ seconds }: StageEnd): number => Math.round(seconds * 1000);
