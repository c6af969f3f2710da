import { events, type EventName, type EventOf } from '../contract/requests.ts';
import { lastOfEach } from './last-of-each.ts';
import type { Clock } from './ports.ts';
import { announcementText } from './wire.ts';

type Listen = <N extends EventName>(name: N, listener: (value: EventOf<N>) => void) => () => void;
type Deps = { clock: Clock; engine: { on: Listen }; send: (text: string) => void; over: AbortSignal };

const pauseMs = 100;
const others = (Object.keys(events) as EventName[]).filter((name) => name !== 'run.progress' && name !== 'run.changed');

/**
 * Hands the engine's announcements on as text until the signal comes: the progress of each run at most ten times a second, the newest last
 * and never behind a change of that run.
 */
export function announce({ clock, engine, send, over }: Deps): void {
  const tell = <N extends EventName>(name: N, value: EventOf<N>) => send(announcementText(name, value));
  const progress = lastOfEach<EventOf<'run.progress'>>({ clock, pauseMs, over }, (value) => tell('run.progress', value));
  const listening = [
    engine.on('run.progress', (value) => progress.give(value.run, value)),
    engine.on('run.changed', (run) => {
      progress.flush(run.id);
      tell('run.changed', run);
    }),
    ...others.map((name) => engine.on(name, (value) => tell(name, value))),
  ];
  over.addEventListener('abort', () => {
    for (const stop of listening) stop();
  });
}
