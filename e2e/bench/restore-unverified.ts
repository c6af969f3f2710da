import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { handEnd } from '../office/hand.ts';
import { planBytes, planOf } from '../office/restore-plan.ts';
import { removeTree } from '../office/scratch.ts';
import { newWorkName } from '../office/staging.ts';
import { copyMirror, type Origin } from './restore-pairs.ts';
import { median, secondsOf, type Row } from './row.ts';

const run = promisify(execFile);
const mostOfCopy = 1.3;

/** What verification costs: a hand alone, from its start to everything being in its place, with and without it, beside the plain copy. */
export async function measureUnverified(
  { dir, repository, name, isMany }: Origin,
  { word, time, pairs }: { word: string; time: number; pairs: number },
): Promise<Row> {
  const plan = planBytes(planOf(repository, time));
  const seconds = { unverified: [] as number[], verified: [] as number[], copy: [] as number[] };
  const byHand = (place: string, verify: boolean) => {
    const then = { root: join(place, 'tree'), mode: 'new', exact: false, special: false, stamp: '2026-01-01-000000' };
    const work = { parent: place, name: newWorkName() };
    const order = { op: 'stage', repository, session: time, from: 'repository', work, skip: [], special: false, workers: 2, verify, then };
    return handEnd(order, plan);
  };
  for (let round = 0; round < pairs; round += 1) {
    for (const way of ['unverified', 'copy', 'verified'] as const) {
      const place = await mkdtemp(join(dir, 'placed-'));
      await run('sync');
      const work = () => (way === 'copy' ? copyMirror(repository, join(place, 'tree')) : byHand(place, way === 'verified'));
      let end: unknown;
      seconds[way].push(await secondsOf(async () => (end = await work())));
      if (way !== 'copy' && !(end as { placed?: unknown }).placed) throw new Error(`nothing was placed: ${JSON.stringify(end)}`);
      if (!isMany) await removeTree(place);
    }
  }
  const [ours, verified, copy] = [median(seconds.unverified), median(seconds.verified), median(seconds.copy)];
  return {
    what: `the hand alone, not verified, ${name}, ${word} session`,
    measured: `${ours.toFixed(2)} s, copy ${copy.toFixed(2)}, verified ${verified.toFixed(2)}`,
    limit: `<= ${mostOfCopy} x the plain copy`,
    within: ours <= mostOfCopy * copy,
    unit: 's',
    values: seconds,
  };
}
