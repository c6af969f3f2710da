import { describe, expect, it } from 'vitest';
import { everyRound } from '../../platform/rounds.testing.ts';
import { day, file, folder, link, record } from './data-folder.testing.ts';
import type { DumpedVersion } from './dump-index.testing.ts';
import { createGrownFolder, type GrownFolder } from './grown-folder.testing.ts';
import { referenceListing, referenceSessions, type ReferenceRecord } from './reference-listing.testing.ts';

const rounds = everyRound ? 300 : 25;
const kindOf: Record<string, number> = { reg: 0, dir: 1, sym: 2, dev: 3, fifo: 4, sock: 5 };

/** Numbers from 0 up to `below` that are the same for the same seed (mulberry32). */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
type Dice = ReturnType<typeof dice>;

// What sorts in another way than one would think: bytes around the slash, quoted ones, and ones that are not UTF-8.
const names = ['a', 'a b', 'a-b', 'a.b', 'a0', 'ab', 'b', 'b\\\\s', 'n\\nl', '\xe3\x81\x82', '\xff', '...', '.x', 'long'.repeat(40)];

/** A tree with a chance of everything, as records. */
function someTree(roll: Dice, before: readonly string[]): string[] {
  if (before.length > 0 && roll(8) === 0) return [...before];
  const known = new Map(before.map((one) => [one.slice(5, one.indexOf('\n')), one]));
  const records: string[] = [];
  const fill = (path: string, depth: number) => {
    for (const name of names) {
      const below = path === '' ? name : `${path}/${name}`;
      const old = known.get(below);
      const isFolder = old?.includes('Type dir') ?? roll(3) === 0;
      if (roll(3) > (old ? 1 : 0)) continue;
      if (old && roll(3) > 0) records.push(old);
      else records.push(isFolder && roll(6) > 0 ? folder(below, { ModTime: roll(50) }) : someRecord(below, roll));
      if (records.at(-1)?.includes('Type dir') === true && depth < 3) fill(below, depth + 1);
    }
  };
  fill('', 0);
  return records;
}

function someRecord(path: string, roll: Dice): string {
  const kind = roll(12);
  if (kind === 0) return link(path, ['target', 'b\\\\s', 'n\\nl', '\xff'][roll(4)] ?? '');
  if (kind === 1) return record(path, { Type: 'dev', DeviceNum: `c 1 ${roll(3)}`, Uid: roll(2), Gid: 0, Permissions: 420 });
  if (kind === 2) return record(path, { Type: ['fifo', 'sock'][roll(2)] ?? '', ModTime: roll(9) });
  if (kind === 3) return file(path, 1, { NumHardLinks: 1 + roll(3), Inode: roll(9), DeviceLoc: 3 });
  return file(path, roll(4), { Permissions: [420, 384][roll(2)] ?? 0, Uname: ['office', ':', 'None'][roll(3)] ?? '' });
}

/** What the index says of a session, as the records would say it. */
const listingAt = (dump: readonly DumpedVersion[], time: number) =>
  dump
    .filter(({ since, until }) => since <= time && (until === null || time < until))
    .map(({ path, kind, size, modified, mode, target, links }) => ({ path: path || '.', kind, size, modified, mode, target, links }));
const number = (text: string | undefined) => (text === undefined ? null : Number(text));
const plain = (text: string) => text.replaceAll(/\\n|\\\\/g, (pair) => (pair === '\\n' ? '\n' : '\\'));
const told = ({ path, Type = '', Size, ModTime, Permissions, SymData, DeviceNum, ...more }: ReferenceRecord) => ({
  path,
  kind: kindOf[Type],
  size: Type === 'reg' ? number(Size) : null,
  modified: number(ModTime),
  mode: number(Permissions),
  target: SymData === undefined ? (DeviceNum ?? null) : plain(SymData),
  links: Number(more['NumHardLinks']) > 1 ? `${more['Inode'] ?? ''} ${more['DeviceLoc'] ?? ''}` : null,
});
const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);

async function expectTrue(repository: GrownFolder, note: string): Promise<void> {
  const dump = repository.dump();
  expect(dump, note).toEqual(await repository.anew());
  expect(await repository.fits(), note).toBe('same');
  for (const { time } of referenceSessions(repository.data)) {
    const records = [...referenceListing(repository.data, time).values()].map(told);
    expect(listingAt(dump, time).sort(byPath), `${note}, at ${time}`).toEqual(records.sort(byPath));
  }
}

/** One thing that may happen to a repository. */
function happen(repository: GrownFolder, roll: Dice, at: number, tree: string[]): string {
  const sessions = repository.times().length;
  const what = sessions < 2 ? 9 : roll(10);
  if (what === 0) {
    const count = 1 + roll(sessions - 1);
    repository.trim(count);
    return `trim ${count}`;
  }
  if (what === 1) {
    repository.regress();
    return 'regress';
  }
  const isKept = roll(4) === 0;
  repository.backup(day(at), tree, isKept);
  if (sessions > 0 && roll(6) === 0) {
    repository.nearlyDone();
    return 'nearly backup';
  }
  return isKept ? 'backup that stays' : 'backup';
}

describe('an index that goes along with its repository', () => {
  it.each(Array.from({ length: rounds }, (_, seed) => seed + 1))(
    'says at any time what one built anew says, and what its records say (seed %i)',
    async (seed) => {
      using repository = createGrownFolder({ piece: [undefined, 40, 300][seed % 3] });
      const roll = dice(seed);
      const happened: string[] = [];
      let tree: string[] = [];
      let indexed: number[] = [];
      for (let at = 1; at <= 12; at += 1) {
        if (happened.at(-1) === 'nearly backup') repository.done();
        tree = someTree(roll, tree);
        happened.push(happen(repository, roll, at, tree));
        // Several things may have happened since the last look.
        if (roll(3) === 0) continue;
        const { how } = await repository.update();
        const isCommon = repository.restorePoints().some((time) => indexed.includes(time));
        expect(how === 'rebuilt', `${happened.join(', ')}: ${how}`).toBe(!isCommon);
        indexed = repository.restorePoints();
        await expectTrue(repository, `${happened.join(', ')}: ${how}`);
      }
    },
  );
});
