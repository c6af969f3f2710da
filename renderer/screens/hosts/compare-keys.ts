import { Fingerprint } from '../../../electron/contract/names.ts';

export type Comparison = 'same' | 'differs' | null;

/** What a person pasted, against the fingerprint that was seen; null while it is no whole fingerprint. */
export function compare(pasted: string, seen: string): Comparison {
  const given = /SHA256:[A-Za-z0-9+/]+/.exec(pasted)?.[0];
  if (given === undefined || !Fingerprint.safeParse(given).success) return null;
  return given === seen ? 'same' : 'differs';
}
