import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../electron/contract/entry-path.ts';
import type { Damaged } from '../../electron/contract/restore.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { dressSome } from '../office/attributes.ts';
import { generatedIn, generateRepository } from '../office/generated-repository.ts';
import { manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { damages, needsAttributes, plantDamage, type DamageKind, type Planted } from '../office/planted-damage.ts';
import { random } from '../office/random.ts';
import { referenceTimes } from '../office/reference-reader.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch } from '../office/scratch.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 23);
const rounds = Array.from({ length: everyRound ? 30 : 3 }, (_, round) => round);
const name = 'job';
const whyNoAttributes = missing.root ?? missing.acl;

/** Of each round; attributes are only in the two sorts of repository, of every four the last, in which no session is killed. */
const kindOf = (round: number): DamageKind => {
  const others = damages.filter((kind) => !needsAttributes(kind));
  // So that each of the two sorts has each kind once.
  const kind = round % 4 < 2 ? others[round % others.length] : damages[(round + (round >> 2)) % damages.length];
  return kind as DamageKind;
};

const drill = async (restoring: Restoring, scope: 'full' | 'sample') =>
  restoring.ended(await restoring.ask('drill.start', { name, scope }));
/** Nothing that a drill has written is left anywhere in its home. */
const leftIn = (home: string) => readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.modosu-'));

/** A sample is of the newest session, and so of the mirror: it finds what is broken there among what it covered, and names nothing else. */
async function expectSample(restoring: Restoring, broken: string, kind: DamageKind): Promise<void> {
  const { report, restore } = await drill(restoring, 'sample');
  const covered = restore?.paths ?? [];
  const found = kind.endsWith('mirror file') && covered.includes(broken) ? [broken] : [];
  expect([report?.damaged.map(({ path }) => path), report?.ofFiles, report?.sessions], kind).toEqual([found, covered.length, null]);
}

/** Of a list of attributes it is that one alone that is named. */
const expectList = (damaged: readonly Damaged[], planted: Planted) => {
  expect(damaged).toEqual([{ path: '', why: 'attributes', ...planted, nearest: null }]);
};

describe.skipIf(missing.rdiffBackup !== undefined)(
  `a full drill finds what is broken, and a sample what is broken in it, names it, and calls nothing else broken (B3-B6, K12; seed ${String(seed)})`,
  () => {
    it.for(rounds)('round %i', { timeout: 600_000 }, async (round, { skip }) => {
      const kind = kindOf(round);
      const isDressed = needsAttributes(kind);
      if (isDressed && whyNoAttributes !== undefined) skip(whyNoAttributes);
      const alter = isDressed ? (tree: string, time: number) => dressSome(tree, seed + time) : undefined;
      const place = await scratch('modosu-drill');
      const { source, repository } = generatedIn(place.dir);
      const numbers = random(seed * 6121 + round);
      const past = new Map<number, Manifest>();
      for await (const step of generateRepository({ dir: place.dir, seed, round, alter }))
        if (step.kind === 'session') past.set(referenceTimes(repository).at(-1) as number, await manifestOf(source));
      const restoring = openRestoring(place.dir);
      try {
        await restoring.adopt(name, source, repository);
        const whole = await drill(restoring, 'full');
        expect([whole.outcome, whole.report?.damaged], 'before anything is broken').toEqual([{ kind: 'ok', cause: null, facts: {} }, []]);
        expect(whole.report).toMatchObject({ verified: whole.report?.ofFiles, unrecorded: 0, sessions: referenceTimes(repository).length });

        const left = new Map([...past].filter(([time]) => referenceTimes(repository).includes(time)));
        const planted = await plantDamage(kind, repository, left, numbers);
        const run = await drill(restoring, 'full');
        expect(['incomplete', 'failed'], `${kind} ${JSON.stringify(planted)}`).toContain(run.outcome?.kind);
        const { damaged = [], damagedCount = 0 } = run.report ?? {};
        expect(damagedCount).toBeGreaterThan(0);
        const isListing = 'session' in planted;
        const named = new Set(damaged.map(({ path, session }) => (isListing ? session : path)));
        const wanted = isListing ? planted.session : textOf(Buffer.from(planted.path, 'latin1'));
        // With one listing all older ones may go that are made of differences to it.
        expect(isListing ? [named.has(wanted)] : [...named], kind).toEqual(isListing ? [true] : [wanted]);
        if (isDressed) expectList(damaged, planted);
        if (typeof wanted === 'string') await expectSample(restoring, wanted, kind);
        expect(leftIn(place.dir)).toEqual([]);
      } finally {
        await restoring.close();
        await removeTree(place.dir);
      }
    });
  },
);
