import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../../electron/contract/entry-path.ts';
import type { ChangeKind } from '../../electron/contract/history.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { allPages, askIndex } from '../office/ask-index.ts';
import { bringIndex, indexFits } from '../office/built-index.ts';
import { generatedIn, generateRepository } from '../office/generated-repository.ts';
import { readIndex, type IndexContent } from '../office/index-content.ts';
import { areSame, stateOf } from '../office/index-reference.ts';
import { missing } from '../office/needs.ts';
import { random, type Random } from '../office/random.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { referenceListing, referenceTimes } from '../office/reference-reader.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { byComponents, printedLines, toolChanges, toolListingIfAny } from '../office/tool-listing.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const rounds = Array.from({ length: everyRound ? 40 : 2 }, (_, round) => round);
const pairs = everyRound ? 200 : 20;
/** On a machine that does other work as well, a round takes several times as long as alone. */
const slow = { timeout: 600_000 };

describe.skipIf(missing.rdiffBackup !== undefined)(`the index of a repository, beside rdiff-backup itself (seed ${String(seed)})`, () => {
  let place: Scratch | undefined;
  let restored = 0;
  beforeAll(async () => {
    place = await scratch('modosu-equality');
  });
  afterAll(() => place?.remove());

  it.for(rounds)('says what the tool says, of every session, whatever happened in between (round %i)', slow, async (round) => {
    const dir = join(place?.dir ?? '', String(round));
    const { repository } = generatedIn(dir);
    const numbers = random(seed * 104_729 + round);
    const happened: string[] = [];
    try {
      for await (const step of generateRepository({ dir, seed, round })) {
        happened.push(step.note);
        const note = `after: ${happened.join('; ')}`;
        const index = await expectForward(dir, note);
        // A sample on the way, since a later session may mend what a cut one left.
        if (index && step.kind !== 'session') await expectListing(repository, index, numbers.pick(index.times), note);
      }
      const note = `in the end: ${happened.join('; ')}`;
      const index = readIndex(join(dir, 'forward.db'));
      for (const time of index.times) {
        await expectListing(repository, index, time, note);
        await expectChanges(dir, index, time, note);
        await expectFolders(dir, index, time, note);
      }
      restored += await expectRestored(dir, index, numbers, Math.ceil(pairs / rounds.length));
    } finally {
      await removeTree(dir);
    }
  });

  it('has been compared with enough restored files', () => {
    expect(restored).toBeGreaterThanOrEqual(pairs);
  });
});

/** The index, brought forward by what happened, is the one that is built from nothing, row for row. */
async function expectForward(dir: string, note: string): Promise<IndexContent | undefined> {
  const { repository } = generatedIn(dir);
  const [forward, anew] = [join(dir, 'forward.db'), join(dir, 'anew.db')];
  const isFirst = !existsSync(forward);
  const update = await bringIndex(repository, forward);
  const rebuilt = await bringIndex(repository, anew, true);
  if (update.how === 'empty') {
    expect(rebuilt.how, note).toBe('empty');
    return undefined;
  }
  expect(await indexFits(repository, forward), note).toBe('same');
  // Whatever happened, only what is new was read.
  expect(update.how === 'rebuilt', note).toBe(isFirst);
  const [index, fresh] = [readIndex(forward), readIndex(anew)];
  expect(index.rows, note).toEqual(fresh.rows);
  expect(index.sessions, note).toEqual(fresh.sessions);
  expect(index.times, note).toEqual(referenceTimes(repository));
  expect(index.good, note).toEqual(index.times);
  return index;
}

/** The same paths as the tool prints, and, byte for byte and state for state, those of a second reader. */
async function expectListing(repository: string, index: IndexContent, time: number, note: string): Promise<void> {
  const found = index.at(time);
  const paths = [...found.keys()].sort(byComponents);
  const printed = printedLines(paths);
  expect(printed, note).toEqual((await toolListingIfAny(repository, time)) ?? printed);
  const records = referenceListing(repository, time);
  expect(
    paths.map((path) => [path, found.get(path)]),
    note,
  ).toEqual(records.map((record) => [record.path, stateOf(record)]));
}

/** What differs from now is what the tool says, but for files of which nothing differs except what other names they have. */
async function expectChanges(dir: string, index: IndexContent, time: number, note: string): Promise<void> {
  const { repository } = generatedIn(dir);
  const now = index.times.at(-1) as number;
  const recordsAt = (at: number) => new Map(referenceListing(repository, at).map((record) => [record.path, record]));
  const [before, after] = [recordsAt(time), recordsAt(now)];
  const changes = (eyes: 'tool' | 'index') =>
    [...new Set([...before.keys(), ...after.keys()])].sort(byComponents).flatMap((path): { path: string; change: ChangeKind }[] => {
      const [older, newer] = [before.get(path), after.get(path)];
      if (!older || !newer) return [{ path, change: older ? 'removed' : 'added' }];
      return areSame(older, newer, eyes) ? [] : [{ path, change: 'changed' }];
    });
  const words = { added: 'new     ', removed: 'deleted ', changed: 'changed ' };
  const lines = changes('tool').flatMap(({ path, change }) => printedLines([path], words[change]));
  expect(lines, note).toEqual(await toolChanges(repository, time));

  const page = 7;
  const told = await allPages(page, async (offset) => {
    const { added, removed, changed, entries } = await askIndex(join(dir, 'forward.db'), 'changes', {
      from: time,
      to: now,
      path: '',
      offset,
      limit: page,
    });
    return { total: added.count + removed.count + changed.count, list: entries };
  });
  const found = told.map(({ path, change }) => ({ path: rawPath(path), change })).sort((a, b) => byComponents(a.path, b.path));
  expect(found, note).toEqual(changes('index'));
}

/** What folders answer, page by page and one below the other, is the whole listing. */
async function expectFolders(dir: string, index: IndexContent, time: number, note: string): Promise<void> {
  const page = 5;
  const walk = async (path: string): Promise<string[]> => {
    const entries = await allPages(page, async (offset) => {
      const input = { session: time, path, order: 'name' as const, later: false, offset, limit: page };
      const { total, entries: list } = await askIndex(join(dir, 'forward.db'), 'folder', input);
      return { total, list };
    });
    const found: string[] = [];
    for (const { name, state } of entries) {
      const below = path === '' ? name : `${path}/${name}`;
      found.push(rawPath(below), ...(state?.kind === 'folder' ? await walk(below) : []));
    }
    return found;
  };
  expect(['.', ...(await walk(''))].sort(byComponents), note).toEqual([...index.at(time).keys()].sort(byComponents));
}

const rawPath = (path: string) => (path === '' ? '.' : Buffer.from(bytesOf(path)).toString('latin1'));

/** Restores whole sessions with the tool until enough files are there; answers how many had the size and the SHA-1 that the index says. */
async function expectRestored(dir: string, index: IndexContent, numbers: Random, wanted: number): Promise<number> {
  const { repository } = generatedIn(dir);
  let compared = 0;
  for (let attempt = 0; compared < wanted && attempt < 5; attempt += 1) {
    const time = numbers.pick(index.times);
    const target = join(dir, `restored ${String(attempt)}`);
    await rdiffBackup(['restore', '--at', String(time), '--', repository, target]);
    for (const [path, { kind, size, sha1 }] of index.at(time)) {
      if (kind !== 0) continue;
      const file = Buffer.concat([Buffer.from(`${target}/`), Buffer.from(path, 'latin1')]);
      const hash = createHash('sha1').update(readFileSync(file)).digest('hex');
      // Of a file with several names the metadata have the hash with the first name only.
      expect([path, lstatSync(file).size, sha1 === null ? null : hash]).toEqual([path, size, sha1]);
      if (sha1 !== null) compared += 1;
    }
  }
  return compared;
}
