/** A small typed switchboard: whoever listens hears what is told, in order. */
export function createListeners<Events extends object>() {
  const listeners = new Map<keyof Events, Set<(event: never) => void>>();
  return {
    listen: <N extends keyof Events>(name: N, listener: (event: Events[N]) => void): (() => void) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    tell: <N extends keyof Events>(name: N, event: Events[N]): void => {
      for (const listener of listeners.get(name) ?? []) (listener as (event: Events[N]) => void)(event);
    },
  };
}
