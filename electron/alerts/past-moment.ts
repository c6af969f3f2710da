import type { RunStore } from '../runs/runs.ts';

/**
 * The moment (epoch ms) that a fact holds; undefined where it holds none. One that lies ahead was noted under a wrong clock: it becomes now,
 * or nothing would be told until that time has come.
 */
export function pastMoment(store: Pick<RunStore, 'fact' | 'keepFact'>, key: string, now: number): number | undefined {
  const text = store.fact(key);
  if (text === undefined) return undefined;
  if (Number(text) > now) store.keepFact(key, String(now));
  return Math.min(Number(text), now);
}
