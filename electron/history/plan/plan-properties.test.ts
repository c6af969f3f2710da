import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntryState } from '../../contract/history.ts';
import { everyRound } from '../../platform/rounds.testing.ts';
import { file, folder, link, type PlainSession } from '../questions/index.testing.ts';
import { inPathOrder } from '../questions/model.testing.ts';
import { planModel } from './model.testing.ts';
import { attributesOf, createPlanning } from './plan.testing.ts';

const names = ['a', 'A', 'a b', 'a-b', 'é', 'e\u0301', '見積書', 'x\udcffy', 'new\nline', 'back\\slash', '=', '10'];
const hash = fc.constantFrom(null, 'a'.repeat(40), 'b'.repeat(40));
const state: fc.Arbitrary<EntryState> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        size: fc.nat(2),
        modified: fc.constantFrom(1, -2, null),
        mode: fc.constantFrom(0o644, 0o4755, 0o2755, null),
        user: fc.constantFrom('root', 'taro', null),
        sha1: hash,
      })
      .map(({ size, ...more }) => file(size, more)),
  },
  { weight: 3, arbitrary: fc.constantFrom(folder(), folder({ mode: 0o2755 })) },
  { weight: 1, arbitrary: fc.constantFrom(link('x'), link('\udcfe\n')) },
  { weight: 1, arbitrary: fc.constantFrom('fifo' as const, 'device' as const).map((kind) => ({ ...file(), size: null, kind })) },
);
const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const step = fc.array(fc.record({ path, state: fc.option(state, { freq: 5 }) }), { maxLength: 9 });
const history = fc.array(fc.record({ step, keys: fc.array(fc.nat(3), { maxLength: 9 }) }), { minLength: 1, maxLength: 6 });

/** Sessions that follow each other; every file may be a name of another one, every device has a number or none. */
function sessionsOf(steps: readonly { step: { path: string; state: EntryState | null }[]; keys: number[] }[]): PlainSession[] {
  let tree = new Map<string, EntryState>([['', folder()]]);
  return steps.map(({ step: changes, keys }, at) => {
    tree = new Map(tree);
    for (const change of changes) apply(tree, change.path, change.state);
    const numbered = [...tree].map(([one, { kind }], place) => ({ one, kind, key: keys[place % Math.max(1, keys.length)] ?? 0 }));
    return {
      time: 1_000_000 + 86_400 * at,
      state: 'good',
      tree,
      sharing: new Map(numbered.flatMap(({ one, kind, key }) => (kind === 'file' && key > 0 ? [[one, `${String(key)} 9`] as const] : []))),
      devices: new Map(
        numbered.flatMap(({ one, kind, key }) => (kind === 'device' && key > 0 ? [[one, `c 1 ${String(key)}`] as const] : [])),
      ),
    };
  });
}

function apply(tree: Map<string, EntryState>, at: string, next: EntryState | null): void {
  const names = at.split('/');
  for (let depth = 1; next && depth < names.length; depth += 1) {
    const above = names.slice(0, depth).join('/');
    if (tree.get(above)?.kind !== 'folder') tree.set(above, folder());
  }
  if (next?.kind !== 'folder') for (const one of [...tree.keys()]) if (one.startsWith(`${at}/`)) tree.delete(one);
  if (next) tree.set(at, next);
  else tree.delete(at);
}

it('the plan of any choice is what the whole listings say, and in the order of rdiff-backup', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.infiniteStream(fc.nat(10_000)), fc.nat(2), fc.boolean(), async (steps, numbers, trimmed, isLost) => {
      const made = sessionsOf(steps);
      const sessions =
        isLost && made.length > 1 ? [...made.slice(0, -1), { ...(made.at(-1) as PlainSession), state: 'damaged' as const }] : made;
      const gone = Math.min(trimmed, sessions.length - 1);
      const pick = <T>(all: readonly T[]): T => all[(numbers.next().value ?? 0) % all.length] as T;
      const good = sessions.slice(gone).filter(({ state: kind }) => kind === 'good');
      if (good.length === 0) return;
      const session = pick(good);
      using planning = createPlanning(sessions, gone);
      const known = [...new Set(sessions.flatMap(({ tree }) => [...tree.keys()]))];
      const recorded = [...session.tree.keys()].filter(() => pick([true, false, false, false])).sort(inPathOrder);
      const newest = sessions.at(-1)?.time ?? 0;
      const half = recorded.filter((_, at) => at % 2 === 0);
      planning.put(planning.nameOf('extended_attributes', session.time), attributesOf(half));
      planning.put(planning.nameOf('access_control_lists', newest, false), attributesOf(recorded.filter((one) => !half.includes(one))));
      for (const paths of [[''], [pick(known)], [pick(known), pick(known), pick(known), 'never/was']]) {
        const { records, sums } = await planning.plan(session.time, paths);
        const model = planModel(sessions, session.time, paths, new Set(recorded), new Map(half.map((one) => [one, 'user.x\nuser.y'])));
        const ofSession = [
          ...(session.time === newest ? ['access_control_lists'] : []),
          'extended_attributes',
          ...(session.sharing?.size ? ['hard_links'] : []),
        ];
        expect({ records, sums }).toEqual({ ...model, sums: { ...model.sums, recorded: ofSession } });
      }
    }),
    { numRuns: everyRound ? 500 : 60 },
  );
}, 120_000);
