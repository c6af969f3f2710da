import type { Preferences } from '../contract/preferences.ts';
import type { JobStatus } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../platform/ports.ts';

/** What is to become of the runs at work when the program ends; `stay`: it does not end. */
export type WayOut = Exclude<Preferences['atQuit'], 'ask'> | 'stay';

type Deps = {
  clock: Clock;
  engine: Pick<Engine, 'ask'>;
  atQuit: () => Preferences['atQuit'];
  /** Asks the person about these runs. */
  question: (runs: readonly Run[]) => Promise<WayOut>;
  /** Ends the process. Runs at work have process groups of their own and go on; the next start takes them over. */
  end: () => void;
};

export type Leaving = {
  /** Ends the program; asks first when a run is at work and nothing else was said. One question at a time. */
  ask(): Promise<void>;
  /** Ends the program at once and leaves the runs at work. */
  now(): void;
};

const cancelWithinMs = 60_000;

/** The way out of the program. */
export function createLeaving({ clock, engine, atQuit, question, end }: Deps): Leaving {
  let asking = false;
  let over = false;

  const now = (): void => {
    if (over) return;
    over = true;
    end();
  };

  /** A job may have a run that writes and one that reads; behind the newer of two nothing can have begun, so that it is the newest of all. */
  async function runsOf({ name, active }: JobStatus): Promise<Run[]> {
    if (!active) return [];
    const newest = await engine.ask('run.list', { name, limit: 1 });
    const other = newest.ok ? newest.value.filter(({ id, state }) => id !== active.id && state !== 'done') : [];
    return [active, ...other];
  }

  async function atWork(): Promise<Run[]> {
    const status = await engine.ask('status', {});
    return status.ok ? (await Promise.all(status.value.jobs.map(runsOf))).flat() : [];
  }

  async function leave(): Promise<void> {
    const runs = await atWork();
    const way = runs.length === 0 ? 'leave' : atQuit() === 'ask' ? await question(runs) : (atQuit() as WayOut);
    if (way === 'stay') return;
    if (way === 'cancel') {
      const cancelled = Promise.all(runs.map(({ jobName, id }) => engine.ask('run.cancel', { name: jobName, run: id })));
      const late = new AbortController();
      await Promise.race([cancelled, clock.sleep(cancelWithinMs, late.signal)]);
      late.abort();
    }
    now();
  }

  return {
    now,
    ask: async () => {
      if (asking || over) return;
      asking = true;
      try {
        await leave();
      } finally {
        asking = false;
      }
    },
  };
}

/** Whether the window may go. Where no tray shows that the program goes on, the person is asked first; one question at a time. */
export function createClosing(tray: { isPresent(): boolean }, question: () => Promise<'keep' | 'quit' | 'cancel'>, leaving: Leaving) {
  let asking = false;
  return async (): Promise<boolean> => {
    if (tray.isPresent()) return true;
    if (asking) return false;
    asking = true;
    try {
      const answer = await question();
      if (answer === 'quit') await leaving.ask();
      return answer === 'keep';
    } finally {
      asking = false;
    }
  };
}
