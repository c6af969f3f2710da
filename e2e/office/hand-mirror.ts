import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { PlanRecord } from './restore-plan.ts';
import { scratch, type Scratch } from './scratch.ts';
import { stageInto, type StageOptions } from './staging.ts';

/** The session of everything that a test of the hand lays into its mirror. */
export const session = 1_700_000_000;

/** An empty mirror for each test, and how a hand stages out of it into a new work folder beside it. */
export function handMirror(prefix: string) {
  let place: Scratch;
  beforeEach(async () => {
    place = await scratch(prefix);
    mkdirSync(mirror());
  });
  afterEach(() => place.remove());
  const mirror = () => join(place.dir, 'repository');
  return {
    dir: () => place.dir,
    mirror,
    /** `path` is bytes as latin1. */
    inMirror: (path: string, content: Buffer | string) => {
      writeFileSync(Buffer.concat([Buffer.from(`${mirror()}/`), Buffer.from(path, 'latin1')]), content);
    },
    stage: (records: PlanRecord[], options: StageOptions = {}, parent = place.dir) =>
      stageInto(parent, { repository: mirror(), session, records }, options),
  };
}
