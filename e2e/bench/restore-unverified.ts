import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { bootCommand, letter, programThere } from '../../electron/restore/restore.testing.ts';
import { handEnd, type HandOrder } from '../office/hand.ts';
import { systemPython } from '../office/needs.ts';
import { planBytes, planOf } from '../office/restore-plan.ts';
import { removeTree } from '../office/scratch.ts';
import { newWorkName } from '../office/staging.ts';
import { copyMirror, sendMirror, sshConfigOf, type Origin } from './restore-pairs.ts';
import { median, secondsOf, type Row } from './row.ts';

const run = promisify(execFile);
const mostOfCopy = 1.3;

type Task = { where: 'here' | 'SSH'; word: string; time: number; pairs: number };

/** What verification costs: hands alone, from their start to everything being in its place, with and without it, beside the plain copy. */
export async function measureUnverified(origin: Origin, { where, word, time, pairs }: Task): Promise<Row> {
  const { dir, repository, name, isMany } = origin;
  const plan = planBytes(planOf(repository, time));
  const config = await sshConfigOf(origin);
  const seconds = { unverified: [] as number[], verified: [] as number[], copy: [] as number[] };
  const byHand = async (place: string, verify: boolean) => {
    const then = { root: join(place, 'tree'), mode: 'new', exact: false, special: false, stamp: '2026-01-01-000000' };
    const work = { parent: place, name: newWorkName() };
    const how = { repository, session: time, skip: [], verify };
    const writing = { op: 'stage', ...how, from: 'repository', work, special: false, workers: 2, then };
    if (where === 'here') return handEnd(writing, plan);
    return endOnHost(config, plan, { writing: { ...writing, from: 'stream' }, reading: { op: 'read', ...how }, place });
  };
  for (let round = 0; round < pairs; round += 1) {
    for (const way of ['unverified', 'copy', 'verified'] as const) {
      const place = await mkdtemp(join(dir, 'placed-'));
      await run('sync');
      const tree = join(place, 'tree');
      const copied = () => (where === 'here' ? copyMirror(repository, tree) : sendMirror(repository, tree, config));
      const work = () => (way === 'copy' ? copied() : byHand(place, way === 'verified'));
      let end: unknown;
      seconds[way].push(await secondsOf(async () => (end = await work())));
      if (way !== 'copy' && !(end as { placed?: unknown }).placed) throw new Error(`nothing was placed: ${JSON.stringify(end)}`);
      if (!isMany) await removeTree(place);
    }
  }
  const [ours, verified, copy] = [median(seconds.unverified), median(seconds.verified), median(seconds.copy)];
  return {
    what: `hands alone, not verified, ${name}, ${word} session, ${where}`,
    measured: `${ours.toFixed(2)} s, copy ${copy.toFixed(2)}, verified ${verified.toFixed(2)}`,
    limit: `<= ${mostOfCopy} x the plain copy`,
    within: ours <= mostOfCopy * copy,
    unit: 's',
    values: seconds,
  };
}

/** What a hand on the host says at its end, to which another one here reads; `place`: where the letters to both are written. */
async function endOnHost(config: string, plan: Uint8Array, { writing, reading, place }: OverHost): Promise<unknown> {
  const [toWriter, toReader] = [join(place, 'writing'), join(place, 'reading')];
  await writeFile(toWriter, await letter({ ...writing, packed: true }, gzipSync(plan, { level: 1 }), await programThere()));
  await writeFile(toReader, await letter(reading, plan));
  const hand = bootCommand(systemPython)
    .map((arg) => `'${arg}'`)
    .join(' ');
  const line = `{ cat "$1"; ${hand} <"$2"; } | ssh -F "$3" bench "$4"`;
  const { stdout } = await run('sh', ['-c', line, 'bench', toWriter, toReader, config, hand]);
  return (JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { end: unknown }).end;
}

type OverHost = { writing: HandOrder; reading: HandOrder; place: string };
