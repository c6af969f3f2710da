import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ports } from '../../electron/platform/machine.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { growHistory } from '../office/history.ts';
import { killedProgram } from '../office/killed-program.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { openRestoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 41);
const rounds = (['drill', 'verify'] as const).flatMap((action) =>
  Array.from({ length: everyRound ? 20 : 2 }, (_, round) => [action, round] as const),
);
const longestMs = 1500;

describe.skipIf(missing.rdiffBackup !== undefined)(`what proves a repository (seed ${String(seed)})`, () => {
  let place: Scratch;
  const repository = () => join(place.dir, 'repository');

  beforeAll(async () => {
    place = await scratch('modosu-proof-kills');
    const source = join(place.dir, 'source');
    const numbers = random(seed);
    mkdirSync(source);
    const write = (every: number) => {
      for (let file = 0; file < 1500; file += every) writeFileSync(join(source, `file ${String(file)}`), numbers.bytes(2000));
    };
    write(1);
    await growHistory({
      ...{ source, repository: repository(), sessions: 2, firstTime: 1_772_000_000, stepSeconds: 86_400, seed: 0 },
      change: () => {
        write(10);
        return Promise.resolve();
      },
    });
    const first = openRestoring(place.dir);
    await first.adopt('www', source, repository());
    await first.ask('history.settled', { name: 'www' });
    await first.close();
  });
  afterAll(() => place.remove());

  /** The home as it was at the beginning, in a folder of its own, while `work` is at it. */
  async function inFreshHome(name: string, work: (dir: string) => Promise<void>): Promise<void> {
    const dir = join(place.dir, name);
    cpSync(join(place.dir, 'home'), join(dir, 'home'), { recursive: true });
    try {
      await work(dir);
    } finally {
      await removeTree(dir);
    }
  }
  const leftIn = (dir: string) => readdirSync(dir, { recursive: true }).filter((path) => String(path).includes('.modosu-'));

  it.for(rounds)('says so when it is killed at any moment, and leaves nothing: %s, round %i (I10)', async ([action, round]) => {
    await inFreshHome(`${action} ${String(round)}`, async (dir) => {
      const input = action === 'drill' ? { name: 'www', scope: 'full' } : { name: 'www', at: 'now' };
      const afterMs = random(seed * 7919 + round).int(0, longestMs);
      const id = await killedProgram({ dir, request: `${action}.start`, input, afterMs, withSteps: round % 2 === 0 });
      const next = openRestoring(dir);
      try {
        await next.engine.stay();
        const run = await next.ended({ id });
        expect(['ok', 'interrupted'], JSON.stringify(run.outcome)).toContain(run.outcome?.kind);
        const [status] = (await next.ask('status', {})).jobs;
        const isProof = action === 'drill' && run.outcome?.kind === 'ok';
        expect([status?.proven?.run ?? null, leftIn(dir)]).toEqual([isProof ? id : null, []]);
      } finally {
        await next.close();
      }
    });
  });

  it.for([
    ['beside the repository where there is no room at home', [/home/], 'ok'],
    ['nowhere where there is no room at all', [/./], 'failed'],
  ] as const)('writes %s', async ([name, full, kind]) => {
    await inFreshHome(name, async (dir) => {
      const next = openRestoring(dir, (ports) => withFull(ports, full));
      try {
        const run = await next.ended(await next.ask('drill.start', { name: 'www', scope: 'sample' }));
        expect(run.outcome).toMatchObject(kind === 'ok' ? { kind } : { kind, cause: 'disk-full' });
        expect(run.restore?.to === place.dir).toBe(kind === 'ok');
        expect(leftIn(place.dir)).toEqual([]);
      } finally {
        await next.close();
      }
    });
  });
});

/** Ports for which some paths lie on a disk with only a few kB left. */
const withFull = (ports: Ports, full: readonly RegExp[]): Ports => ({
  ...ports,
  files: {
    ...ports.files,
    space: async (path) => {
      const space = await ports.files.space(path);
      return full.some((one) => one.test(path)) ? { ...space, free: 9000 } : space;
    },
  },
});
