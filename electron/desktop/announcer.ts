import type { EventOf } from '../contract/requests.ts';
import type { Progress } from '../contract/run.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../platform/ports.ts';
import { announcementText } from '../platform/wire.ts';

type Deps = { clock: Clock; engine: Pick<Engine, 'on'>; send: (text: string) => void };
type Lately = { waiting: Progress | undefined };

const pauseMs = 100;

/** Hands the engine's announcements on as text, the progress of each run at most ten times a second, the newest last. */
export function announce({ clock, engine, send }: Deps): void {
  const lately = new Map<number, Lately>();

  const sendProgress = (progress: Progress): void => {
    const turn: Lately = { waiting: undefined };
    lately.set(progress.run, turn);
    send(announcementText('run.progress', progress));
    void clock.sleep(pauseMs).then(() => {
      if (lately.get(progress.run) !== turn) return;
      lately.delete(progress.run);
      if (turn.waiting) sendProgress(turn.waiting);
    });
  };

  const sendChanged = (run: EventOf<'run.changed'>): void => {
    const waiting = lately.get(run.id)?.waiting;
    // Progress that came before a change must not arrive behind it.
    if (waiting) sendProgress(waiting);
    if (run.state === 'done') lately.delete(run.id);
    send(announcementText('run.changed', run));
  };

  engine.on('run.progress', (progress) => {
    const turn = lately.get(progress.run);
    if (turn) turn.waiting = progress;
    else sendProgress(progress);
  });
  engine.on('run.changed', sendChanged);
  engine.on('status.changed', (nothing) => {
    send(announcementText('status.changed', nothing));
  });
}
