import type { BusObject, SessionBus } from './bus.ts';

type Called = { member: string; args: readonly unknown[] };
type Options = { owned?: string[]; answers?: Record<string, () => Promise<readonly unknown[]>>; property?: () => Promise<unknown> };

/** A session bus of which a test says who is on it and what they answer. */
export function fakeBus({ owned = [], answers = {}, property = () => Promise.resolve(true) }: Options = {}) {
  const names = new Set(owned);
  const called: Called[] = [];
  const watchers = new Map<string, Set<(owned: boolean) => void>>();
  const listeners = new Map<string, Set<(args: readonly unknown[]) => void>>();
  const into = <T>(map: Map<string, Set<T>>, key: string, one: T) => {
    map.set(key, (map.get(key) ?? new Set<T>()).add(one));
    return () => map.get(key)?.delete(one);
  };
  const bus: SessionBus = {
    hasOwner: (name) => Promise.resolve(names.has(name)),
    watchOwner: (name, listener) => into(watchers, name, listener),
    call: (_: BusObject, member, _signature, args = []) => {
      called.push({ member, args });
      return answers[member]?.() ?? Promise.reject(new Error(`unexpected call: ${member}`));
    },
    property,
    onSignal: (_, member, listener) => into(listeners, member, listener),
    close: () => undefined,
  };
  return {
    bus,
    called,
    /** A program takes or leaves a name. */
    own: (name: string, now: boolean) => {
      if (now) names.add(name);
      else names.delete(name);
      for (const listener of watchers.get(name) ?? []) listener(now);
    },
    signal: (member: string, ...args: unknown[]) => {
      for (const listener of listeners.get(member) ?? []) listener(args);
    },
    /** Whether anybody still listens. */
    isHeard: () => [...watchers.values(), ...listeners.values()].some((set) => set.size > 0),
  };
}
