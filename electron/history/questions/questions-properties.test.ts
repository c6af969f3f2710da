import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntryState } from '../../contract/history.ts';
import { everyRound } from '../../platform/rounds.testing.ts';
import { folded } from '../tables.ts';
import type { FolderInput } from './folder.ts';
import { file, folder, indexOf, link, type PlainSession } from './index.testing.ts';
import { modelOf } from './model.testing.ts';
import { namePattern } from './name-pattern.ts';
import { createQuestions, type Questions } from './questions.ts';

const names = [
  'a',
  'A',
  'ab',
  'abc.txt',
  'ABCD.TXT',
  'b c',
  'b-c',
  '見積書',
  '見積書.pdf',
  'ﾐﾂﾓﾘ',
  'x\udcffy',
  'é',
  '10',
  '9',
  'q\'"%_*?',
  'new\nline',
  '？',
  'a／b',
  '🗂️',
];
const sha1 = (letter: string) => letter.repeat(40);
const state: fc.Arbitrary<EntryState> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        size: fc.nat(3),
        modified: fc.constantFrom(1, 2),
        mode: fc.constantFrom(0o644, 0o600),
        user: fc.constantFrom('root', 'taro', null),
        sha1: fc.constantFrom(null, sha1('a'), sha1('b')),
      })
      .map(({ size, ...more }) => file(size, more)),
  },
  { weight: 3, arbitrary: fc.record({ modified: fc.constantFrom(1, 2), mode: fc.constantFrom(0o755, 0o700) }).map((more) => folder(more)) },
  {
    weight: 1,
    arbitrary: fc
      .record({ target: fc.constantFrom('x', 'y'), user: fc.constantFrom('root', 'taro') })
      .map(({ target, user }) => ({ ...link(target), user })),
  },
  { weight: 1, arbitrary: fc.constantFrom('fifo' as const, 'device' as const).map((kind) => ({ ...file(), size: null, kind })) },
);
const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
/** All its rounds take longer than a unit test may. */
const slow = { timeout: 300_000 };

/** What happens to a path in a session: it becomes something, or goes; things below what is no folder any more go with it. */
const step = fc.array(fc.record({ path, state: fc.option(state, { freq: 4 }) }), { maxLength: 6 });
/** Which files are names of one: a person sees nothing of it in any answer. */
const sharing = fc.dictionary(path, fc.constantFrom('7 1', '8 1'), { maxKeys: 3 }).map((keys) => new Map(Object.entries(keys)));
const history = fc
  .array(fc.record({ step, sharing, gap: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 7,
  })
  .chain((steps) => fc.record({ steps: fc.constant(steps), damaged: fc.array(fc.nat(6), { maxLength: 2 }), gone: fc.nat(2) }));

function sessionsOf({
  steps,
  damaged,
}: {
  steps: { step: { path: string; state: EntryState | null }[]; sharing: Map<string, string>; gap: number }[];
  damaged: number[];
}): PlainSession[] {
  let tree = new Map<string, EntryState>([['', folder()]]);
  let time = 1_000_000;
  return steps.map(({ step: changes, sharing: keys, gap }, at) => {
    tree = new Map(tree);
    time += gap;
    for (const change of changes) apply(tree, change.path, change.state);
    const links = new Map([...keys].filter(([one]) => tree.get(one)?.kind === 'file'));
    return { time, state: damaged.includes(at) && at < steps.length - 1 ? 'damaged' : 'good', tree, sharing: links };
  });
}

function apply(tree: Map<string, EntryState>, at: string, next: EntryState | null): void {
  const above = at
    .split('/')
    .slice(0, -1)
    .map((_, depth, parts) => parts.slice(0, depth + 1).join('/'));
  if (next) for (const one of above) if (tree.get(one)?.kind !== 'folder') apply(tree, one, folder());
  if (next?.kind !== 'folder') for (const one of tree.keys()) if (one.startsWith(`${at}/`)) tree.delete(one);
  if (next) tree.set(at, next);
  else tree.delete(at);
}

type Model = ReturnType<typeof modelOf>;
type Check = (ask: Questions, model: Model, pick: <T>(all: readonly T[]) => T) => void;

/** Holds a question against the long way over random histories; the seed of a failure is printed. */
function holds(check: Check): void {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat(10_000)), (made, numbers) => {
      const sessions = sessionsOf(made);
      const gone = Math.min(made.gone, sessions.length - 1);
      const index = indexOf(sessions, gone);
      try {
        const pick = <T>(all: readonly T[]): T => all[(numbers.next().value ?? 0) % all.length] as T;
        check(createQuestions(index), modelOf(sessions, gone), pick);
      } finally {
        index.close();
      }
    }),
    { numRuns: everyRound ? 500 : 50 },
  );
}

const kindOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as { kind: string }).kind;
  }
};
const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);

it('a folder at any session, and what differs from now, are those of the whole listings', slow, () => {
  holds((ask, model, pick) => {
    for (const { time, tree } of model.good) {
      for (const at of model.paths) {
        for (const later of [false, true]) {
          const input: FolderInput = { session: time, path: at, order: pick(['name', 'size', 'modified']), later, offset: 0, limit: 1000 };
          const isFolder = tree.get(at)?.kind === 'folder' || (later && model.good.at(-1)?.tree.get(at)?.kind === 'folder');
          const found = kindOf(() => {
            const { entries, total } = ask.folder(input);
            const cut = ask.folder({ ...input, offset: 1, limit: 2 });
            const isCut = isDeepStrictEqual(cut.entries, entries.slice(1, 3)) && cut.total === total;
            return { entries: entries.toSorted(byName), total, isCut };
          });
          const wanted = model.folder(time, at, later).sort(byName);
          const refused = tree.has(at) ? 'not-a-folder' : 'unknown-path';
          expect(found).toEqual(isFolder ? { entries: wanted, total: wanted.length, isCut: true } : refused);
        }
      }
    }
  });
});

it('the versions of a path, and what it was, are those of the whole listings', slow, () => {
  holds((ask, model) => {
    expect(ask.sessionTimes()).toEqual(model.sessions);
    for (const at of model.paths) {
      const versions = model.spansOf(at);
      expect(ask.versions({ path: at, offset: 0, limit: 100 })).toEqual({ total: versions.length, versions });
      expect(ask.versions({ path: at, offset: 1, limit: 1 }).versions).toEqual(versions.slice(1, 2));
      for (const { time, tree } of model.good) {
        expect(kindOf(() => ask.entry({ session: time, path: at }))).toEqual(tree.get(at) ?? 'unknown-path');
      }
    }
    expect(kindOf(() => ask.versions({ path: 'never/was', offset: 0, limit: 1 }))).toBe('unknown-path');
  });
});

const texts = [
  'a',
  'AB',
  'abc',
  'bcd',
  '見',
  '見積',
  '見積書',
  'ミツモリ',
  'é',
  '.txt',
  '*.txt',
  'a*',
  '?',
  '??',
  '*',
  '積*p?f',
  '"',
  '\'"%_',
  '\udcff',
  '？',
  '／',
  '\n',
  'zzz',
  '1',
  '🗂️',
];

it('a search page by page finds each name that fits, once, and nothing else', slow, () => {
  holds((ask, model, pick) => {
    for (const text of texts) {
      const session = pick([null, ...model.good.map(({ time }) => time)]);
      const limit = pick([1, 2, 5, 100]);
      const hits: ReturnType<Questions['find']>['hits'] = [];
      let cursor: string | null = null;
      do {
        const page: ReturnType<Questions['find']> = ask.find({ text, session, cursor, limit });
        expect(page.hits.length).toBeLessThanOrEqual(limit);
        hits.push(...page.hits);
        cursor = page.cursor;
      } while (cursor !== null);
      const isPattern = /[*?]/.test(text);
      const wanted = model.find((name) => (isPattern ? namePattern(text).matches(name) : name.includes(folded(text))), session);
      expect(new Set(hits.map((hit) => hit.path)).size, text).toBe(hits.length);
      expect(new Map(hits.map((hit) => [hit.path, hit])), text).toEqual(wanted);
    }
  });
});

it('what differs between two sessions below any path is what the whole listings say, in the order of path components', slow, () => {
  holds((ask, model, pick) => {
    for (const at of model.paths) {
      const [from, to] = [pick(model.good).time, pick(model.good).time];
      const isThere = model.at(from).has(at) || model.at(to).has(at);
      const entries = model.changes(from, to, at);
      const sum = (kind: string) => {
        const some = entries.filter(({ change }) => change === kind);
        const sizes = some.map(({ before, after }) => (kind === 'removed' ? before : after)?.size ?? 0);
        return { count: some.length, bytes: sizes.reduce((one, other) => one + other, 0) };
      };
      const ends = { from: Math.min(from, to), to: Math.max(from, to) };
      const wanted = { ...ends, added: sum('added'), removed: sum('removed'), changed: sum('changed'), entries };
      const answer = (offset: number, limit: number) => kindOf(() => ask.changes({ from, to, path: at, offset, limit }));
      expect(answer(0, 1000)).toEqual(isThere ? wanted : 'unknown-path');
      expect(answer(1, 2)).toEqual(isThere ? { ...wanted, entries: entries.slice(1, 3) } : 'unknown-path');
    }
  });
});

it('the totals of a selection count everything below it once', slow, () => {
  holds((ask, model, pick) => {
    for (const { time } of model.good) {
      const paths = [pick(model.paths), pick(model.paths), pick(model.paths.concat('never/was')), pick(model.paths)];
      expect(ask.totals({ session: time, paths })).toEqual(model.totals(time, paths));
      expect(ask.totals({ session: time, paths: paths.slice(0, 1) })).toEqual(model.totals(time, paths.slice(0, 1)));
    }
  });
});

it('the largest files, and those that change most, are those of the whole listings', slow, () => {
  holds((ask, model, pick) => {
    const { time, tree } = pick(model.good);
    const limit = pick([1, 3, 100]);
    const files = Array.from(tree).flatMap(([at, one]) =>
      one.kind === 'file' ? [{ path: at, state: one, versions: model.spansOf(at).length }] : [],
    );
    const sizes = files.map((one) => one.state.size ?? 0).sort((one, other) => other - one);
    const found = ask.largest({ session: time, by: 'size', offset: 0, limit });
    expect(found.files.map((one) => one.state.size)).toEqual(sizes.slice(0, limit));
    for (const one of found.files) expect(files).toContainEqual(one);
    const counts = files.map((one) => one.versions).filter((count) => count > 1);
    const changing = ask.largest({ session: time, by: 'versions', offset: 0, limit });
    expect(changing.files.map((one) => one.versions)).toEqual(counts.sort((one, other) => other - one).slice(0, limit));
    for (const one of changing.files) expect(files).toContainEqual(one);
    for (const by of ['size', 'versions'] as const) {
      const all = ask.largest({ session: time, by, offset: 0, limit: 100 }).files;
      expect(ask.largest({ session: time, by, offset: 2, limit: 3 }).files).toEqual(all.slice(2, 5));
    }
  });
});
