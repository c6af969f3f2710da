import type { SessionState } from '../../contract/history.ts';
import { Refusal } from '../../contract/failure.ts';
import type { IndexFile } from '../../platform/ports.ts';

export type Owner = { user: string | null; group: string | null };
type Session = { number: number; time: number; state: SessionState };

/** What an index holds at one moment, as far as it is needed again and again. Another one stands in its place once the index has changed. */
export type View = {
  /** Oldest first. */
  sessions: readonly Session[];
  /** Those that can be asked about, oldest first. */
  good: readonly Session[];
  /** The number of the newest session that can be asked about; 0 when there is none. */
  newest: number;
  /** The number of the session of a time. Refuses with `no-session` and `session-damaged`. */
  numberOf(time: number): number;
  /** How many of the good sessions have a number below this one. */
  goodBefore(number: number): number;
  owners: ReadonlyMap<number, Owner>;
};

/** Answers the view of what the index holds now. To be called within `atOnce`. */
export function createViews(index: IndexFile): () => View {
  // The first tells of other connections, the second of this one.
  const elsewhere = index.prepare('PRAGMA data_version');
  const here = index.prepare('SELECT total_changes() AS changes');
  const read = viewReader(index);
  let last: { mark: string; view: View } | undefined;
  return () => {
    const mark = `${String(elsewhere.get()?.['data_version'])} ${String(here.get()?.['changes'])}`;
    if (last?.mark !== mark) last = { mark, view: read() };
    return last.view;
  };
}

/** Runs `work` on one state of the index, whatever another connection writes meanwhile. */
export function atOnce<T>(index: IndexFile, work: () => T): T {
  index.exec('SAVEPOINT question');
  try {
    return work();
  } finally {
    index.exec('RELEASE question');
  }
}

/** Something that is made once for each view and goes with it. */
export function perView<T>(make: () => T): (view: View) => T {
  const made = new WeakMap<View, T>();
  return (view) => {
    const known = made.get(view);
    if (known !== undefined) return known;
    const fresh = make();
    made.set(view, fresh);
    return fresh;
  };
}

function viewReader(index: IndexFile): () => View {
  const allSessions = index.prepare('SELECT number, time, state FROM session ORDER BY number');
  const allOwners = index.prepare('SELECT id, uid, gid, user, "group" FROM owner');
  return () => {
    const sessions = allSessions.all() as Session[];
    const good = sessions.filter((session) => session.state === 'good');
    const byTime = new Map(sessions.map((session) => [session.time, session]));
    const owners = new Map<number, Owner>();
    for (const row of allOwners.all() as {
      id: number;
      uid: number | null;
      gid: number | null;
      user: string | null;
      group: string | null;
    }[]) {
      owners.set(row.id, { user: row.user ?? numberAsName(row.uid), group: row.group ?? numberAsName(row.gid) });
    }
    return {
      sessions,
      good,
      newest: good.at(-1)?.number ?? 0,
      numberOf: (time) => {
        const session = byTime.get(time);
        if (session === undefined) throw new Refusal('no-session');
        if (session.state !== 'good') throw new Refusal('session-damaged', { session: time });
        return session.number;
      },
      goodBefore: (number) => {
        let low = 0;
        for (let high = good.length; low < high;) {
          const middle = (low + high) >>> 1;
          if ((good[middle]?.number ?? Infinity) < number) low = middle + 1;
          else high = middle;
        }
        return low;
      },
      owners,
    };
  };
}

const numberAsName = (id: number | null) => (id === null ? null : String(id));
