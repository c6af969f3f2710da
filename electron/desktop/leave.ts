import type { Preferences } from '../contract/preferences.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../platform/ports.ts';

/** What is to become of the runs at work when the program ends; `stay`: it does not end. */
export type WayOut = Exclude<Preferences['atQuit'], 'ask'> | 'stay';

type Deps = {
  clock: Clock;
  engine: Pick<Engine, 'ask'>;
  atQuit: () => Preferences['atQuit'];
  /** Asks the person about the runs of these jobs. */
  question: (jobs: readonly string[]) => Promise<WayOut>;
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

  async function leave(): Promise<void> {
    const status = await engine.ask('status', {});
    const jobs = status.ok ? status.value.jobs.filter(({ active }) => active).map(({ name }) => name) : [];
    const way = jobs.length === 0 ? 'leave' : atQuit() === 'ask' ? await question(jobs) : (atQuit() as WayOut);
    if (way === 'stay') return;
    if (way === 'cancel') {
      const cancelled = Promise.all(jobs.map((name) => engine.ask('run.cancel', { name })));
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
