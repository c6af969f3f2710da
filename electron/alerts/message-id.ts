import { createHash } from 'node:crypto';
import type { RunStore } from '../runs/runs.ts';

/**
 * A Message-ID that is always the same for the same words, and another one for any other: a mail that is composed again is no second mail. Mail
 * systems drop what they think they have, so `what` must tell this home and this event from every other.
 */
export function messageIdOf(from: string, ...what: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 40);
  // The sender's domain: some filters distrust an identifier of a domain that does not exist.
  return `<${digest}.modosu@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/** A name for this home that no other has; the one that is kept stays, whoever gave it. */
export function idOfHome(store: Pick<RunStore, 'fact' | 'keepFact'>, fresh: () => string): string {
  const known = store.fact('home-id');
  if (known !== undefined) return known;
  store.keepFact('home-id', fresh());
  return store.fact('home-id') ?? '';
}
