import { isGreen } from '../contract/outcome.ts';
import type { Removal } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';
import { isClockDoubtful, witnessedCutoff, type Retention, type Timeline } from './removal-clock.ts';

/** Everything that a removal rests on. Epoch seconds. */
export type RemovalGround = Omit<Timeline, 'sessions'> & {
  retention: Retention | null;
  /** All sessions of the repository, oldest first, the mirror last; null when they cannot be read. */
  sessions: readonly number[] | null;
  /** Further sessions that were made there: a remote listing leaves out those that no change followed. */
  unlisted: readonly number[];
  /** Those that `remove increments` goes by: unchanged sessions go only together with a later one of these. */
  increments: readonly number[];
  /** Sessions that an earlier removal had begun to take and did not finish. */
  begun: readonly number[];
  /** The last good session, when the repository still holds it. */
  lastGood: number | null;
  /** The last ended backup was green or accepted, and the repository holds no interrupted session. */
  clean: boolean;
  incident: boolean;
  /** Something is at work on the repository. */
  running: boolean;
};

/** What goes (oldest first) is older than `before`. While something holds it, what is listed is only what would go. */
export type RemovalPlan = Pick<Removal, 'before' | 'sessions' | 'held'>;

/** At most one removal a day; a backup that ends a little earlier than the day before must not miss its turn. */
const apartMs = 20 * 3_600_000;

/**
 * What the next removal takes (I1, I12, fault rows B17, B18). The rule keeps every session from its date on, and the state as it was on
 * that date: the newest session at or before it stays too, which is one more than rdiff-backup would keep. The last good session and
 * everything newer stay whatever the rule says, and so does the mirror.
 */
export function planRemoval(ground: RemovalGround): RemovalPlan {
  const { retention, sessions, increments, begun, lastGood } = ground;
  const stop = (held: NonNullable<RemovalPlan['held']>): RemovalPlan => ({ before: null, sessions: [], held });
  if (retention === null) return stop('keeps-all');
  if (ground.running) return stop('running');
  if (lastGood === null) return stop('no-good-session');
  if (sessions === null) return stop('unreadable');
  const mirror = sessions.at(-1) ?? -Infinity;
  if (lastGood > mirror) return stop('no-good-session');
  const unlisted = ground.unlisted.filter((time) => time < mirror);
  const timeline = { ...ground, sessions: [...new Set([...unlisted, ...sessions])].sort((a, b) => a - b) };
  if (isClockDoubtful(retention, timeline)) return stop('clock');

  const date = witnessedCutoff(retention, timeline);
  const before = Math.min(sessions.findLast((time) => time <= date) ?? -Infinity, lastGood);
  const older = new Set(sessions.filter((time) => time < before));
  const last = [...increments, ...begun].filter((time) => older.has(time)).reduce((a, b) => Math.max(a, b), -Infinity);
  const going = sessions.filter((time) => time <= last);
  if (going.length === 0) return stop('nothing');
  return { before, sessions: going, held: !ground.clean ? 'unclean' : ground.incident ? 'incident' : null };
}

/** Whether what would go is exactly what was announced. */
export const isAnnounced = (sessions: readonly number[], announced: readonly number[]): boolean =>
  sessions.length === announced.length && sessions.every((time, index) => time === announced[index]);

/** Whether a run that has just ended is the moment for a removal (epoch ms): a green backup, and none was queued for a day. */
export function removalAfter({ action, outcome }: Run, last: Run | undefined, now: number): boolean {
  if (action !== 'backup' || outcome === null || !isGreen(outcome.kind)) return false;
  // A removal of the future was queued under a wrong clock.
  return last === undefined || now - last.queuedAt >= apartMs || now < last.queuedAt;
}
