import { useSyncExternalStore } from 'react';
import type { Progress } from '../../electron/contract/run.ts';
import { on } from './bridge.ts';

let known: ReadonlyMap<number, Progress> = new Map();
const listeners = new Set<() => void>();

on('run.progress', (progress) => {
  known = new Map(known).set(progress.run, progress);
  listeners.forEach((listener) => listener());
});
on('run.changed', (run) => {
  if (run.state !== 'done' || !known.has(run.id)) return;
  const rest = new Map(known);
  rest.delete(run.id);
  known = rest;
  listeners.forEach((listener) => listener());
});

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** How far a run is, as far as the engine has said; undefined before its first word. */
export const useProgress = (run: number | undefined): Progress | undefined =>
  useSyncExternalStore(subscribe, () => (run === undefined ? undefined : known.get(run)));
