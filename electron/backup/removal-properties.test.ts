import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutoff } from './removal-clock.ts';
import { planRemoval, type RemovalPlan } from './removal-plan.ts';

const hour = 3600;
const day = 24 * hour;
const year = 365 * day;
const begin = 1_790_000_000;

type Event = {
  /** True time that passes before it. */
  wait: number;
  kind: 'good' | 'unchanged' | 'foreign' | 'incomplete' | 'failed' | 'wrong clock' | 'right clock';
  /** What the clock is wrong by from a `wrong clock` on. */
  error: number;
  incident: boolean;
  running: boolean;
  /** The removal after it is killed when this share of its files is gone; 1 is the whole. */
  share: number;
};

const often = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 9) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });
const event: fc.Arbitrary<Event> = fc.record({
  wait: often(fc.integer({ min: 20 * hour, max: 28 * hour }), fc.integer({ min: 1, max: 120 * day })),
  kind: often<Event['kind']>(
    often(fc.constantFrom('good', 'good', 'good', 'unchanged', 'foreign'), fc.constantFrom('incomplete', 'failed')),
    fc.constantFrom('wrong clock', 'right clock'),
    19,
  ),
  // Two errors differ by nothing or by more than any gap that can be usual: a small jump looks like a pause.
  error: fc.constantFrom(1, 2, 5, 10, 20, -1, -10).map((years) => years * year),
  incident: often(fc.constant(false), fc.constant(true)),
  running: often(fc.constant(false), fc.constant(true)),
  share: often(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }), 3),
});
const history = fc.record({
  events: fc.array(event, { minLength: 10, maxLength: 120 }),
  retention: often(fc.constantFrom('3D', '10D', '2W', '1M', '2M', '1Y'), fc.constant(null)),
});

/** A session by the clock of its time, when it truly was, and what of it is there. */
type Made = { wall: number; really: number; hasIncrement: boolean; isListed: boolean };

/** A repository and the records about it; `step` lets one thing happen and answers what was planned then. */
function setup(retention: string | null) {
  let [really, error] = [begin, 0];
  let sessions: Made[] = [];
  let lastGood: number | null = null;
  let clean = false;
  let lastEnd: number | null = null;
  let begun: number[] = [];

  function backUp(kind: Event['kind'], wall: number): void {
    const before = sessions.at(-1);
    // The tool refuses to work behind its newest session.
    const made = kind !== 'failed' && (before === undefined || wall > before.wall);
    if (made) {
      if (before) before.hasIncrement = kind !== 'unchanged';
      sessions.push({ wall, really, hasIncrement: false, isListed: true });
    }
    // A session that another program has made says nothing about ours.
    if (kind === 'foreign') return;
    clean = made && kind !== 'incomplete';
    if (clean) lastGood = wall;
    lastEnd = wall;
  }

  /** As the tool removes, in no order; a removal that is killed leaves what it has not come to. */
  function remove({ sessions: going }: RemovalPlan, share: number): Made[] {
    const taken = sessions.filter(({ wall }) => going.includes(wall));
    taken.forEach((session, index) => {
      const luck = ((index * 7 + going.length * 3) % 10) / 10;
      if (luck < share) session.hasIncrement = false;
      if ((luck + 0.3) % 1 < share) session.isListed = false;
    });
    begun = share === 1 ? [] : [...begun, ...going];
    sessions = sessions.filter((session) => !taken.includes(session) || (share < 1 && (session.isListed || session.hasIncrement)));
    return taken;
  }

  return {
    step: ({ wait, kind, error: wrong, incident, running, share }: Event) => {
      really += wait;
      if (kind === 'wrong clock') error = wrong;
      else if (kind === 'right clock') error = 0;
      else backUp(kind, really + error);
      const now = really + error + 60;
      const all = sessions.map(({ wall }) => wall);
      const increments = sessions.filter(({ hasIncrement }) => hasIncrement).map(({ wall }) => wall);
      const plan = planRemoval({
        ...{ retention, now, sessions: all, increments, begun, lastGood, unlisted: [], lastEnd, clean, incident, running },
      });
      const taken = plan.held === null ? remove(plan, share) : [];
      return { now, really, all, increments, begun, lastGood, clean, plan, taken };
    },
  };
}

type Moment = ReturnType<ReturnType<typeof setup>['step']>;

/** The rules that a removal has broken. */
function broken(retention: string | null, happened: Event, moment: Moment): string[] {
  const { now, really, all, increments, lastGood, clean, plan, taken } = moment;
  if (plan.held !== null) return taken.length === 0 ? [] : ['something went although it was held'];
  if (retention === null || lastGood === null || !clean || happened.incident || happened.running) return ['nothing held it'];

  const going = new Set(plan.sessions);
  const left = all.filter((time) => !going.has(time));
  const date = cutoff(retention, now);
  const asOf = all.findLast((time) => time <= date);
  const older = increments.filter((time) => time < (plan.before ?? 0)).at(-1) ?? 0;
  const rules: Record<string, boolean> = {
    'everything from the date on stays': plan.sessions.every((time) => time < date),
    'the state on the date stays': asOf === undefined || !going.has(asOf),
    'the last good session and all newer ones stay': plan.sessions.every((time) => time < lastGood),
    'the mirror stays': left.at(-1) === all.at(-1),
    'the oldest go and leave no gap': String([...plan.sessions, ...left]) === String(all),
    'a wrong clock makes nothing old': taken.every((session) => session.really <= cutoff(retention, really)),
    'the tool takes nothing that was not listed': all.every((time) => time > older || going.has(time)),
  };
  return Object.keys(rules).filter((rule) => rules[rule] !== true);
}

it('what is left is more than the rule keeps, with the last good session, and a wrong clock takes nothing (I1, I12, B17, B18, E7)', () => {
  const told = { removals: 0, interrupted: 0, continued: 0, held: {} as Record<string, number> };
  fc.assert(
    fc.property(history, ({ events, retention }) => {
      const world = setup(retention);
      let unfinished = false;
      for (const happened of events) {
        const moment = world.step(happened);
        expect(broken(retention, happened, moment)).toEqual([]);
        const { held } = moment.plan;
        if (held !== null) {
          told.held[held] = (told.held[held] ?? 0) + 1;
          continue;
        }
        told.removals += 1;
        if (unfinished) told.continued += 1;
        unfinished = happened.share < 1;
        if (unfinished) told.interrupted += 1;
      }
    }),
    { numRuns: 1500 },
  );
  // A property about removals says nothing where none happens.
  expect(Object.keys(told.held).sort()).toEqual(['clock', 'incident', 'keeps-all', 'no-good-session', 'nothing', 'running', 'unclean']);
  expect(Math.min(told.removals / 10, told.interrupted, told.continued, ...Object.values(told.held))).toBeGreaterThan(50);
});
