import { useState } from 'react';

const kept = new Map<string, unknown>();

/** State that is found again when its screen comes back, until it is forgotten; without a name it is ordinary state. */
export function useKept<T>(name: string | undefined, initial: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => (name !== undefined && kept.has(name) ? (kept.get(name) as T) : initial));
  const change = (next: T) => {
    if (name !== undefined) kept.set(name, next);
    setValue(next);
  };
  return [value, change];
}

/** Forgets everything whose name begins so. */
export function forget(beginning: string): void {
  for (const name of kept.keys()) if (name.startsWith(beginning)) kept.delete(name);
}

/** Changes what is kept under a name, if anything is. */
export function amend<T>(name: string, change: (value: T) => T): void {
  if (kept.has(name)) kept.set(name, change(kept.get(name) as T));
}
