import type { Clock } from './ports.ts';

export type LastOfEach<V> = {
  give(key: number, value: V): void;
  /** Hands on at once what is held for a key: something else that is told next must not come before it. */
  flush(key: number): void;
};
type Pace = { clock: Clock; pauseMs: number; over: AbortSignal };

/** Hands on at most one value in each pause for each key: the first at once, and of those that come meanwhile the last. */
export function lastOfEach<V>({ clock, pauseMs, over }: Pace, hand: (value: V) => void): LastOfEach<V> {
  const held = new Map<number, { value: V | undefined }>();

  function release(waiting: { value: V | undefined }): void {
    const { value } = waiting;
    waiting.value = undefined;
    if (value !== undefined) hand(value);
  }

  async function pause(key: number, waiting: { value: V | undefined }): Promise<void> {
    for (;;) {
      await clock.sleep(pauseMs, over);
      if (waiting.value === undefined || over.aborted) break;
      release(waiting);
    }
    held.delete(key);
  }

  return {
    give: (key, value) => {
      const waiting = held.get(key);
      if (waiting) {
        waiting.value = value;
        return;
      }
      const begun = { value: undefined };
      held.set(key, begun);
      hand(value);
      void pause(key, begun);
    },
    flush: (key) => {
      const waiting = held.get(key);
      if (waiting) release(waiting);
    },
  };
}
