import type { Reply } from '../../electron/contract/failure.ts';
import type { Run } from '../../electron/contract/run.ts';
import { causeSentence, outcomeWord } from '../../electron/contract/words/sentences.ts';
import { createWords } from '../../electron/contract/words/translate.ts';

const t = createWords('en');

/** The value of a reply; a failure ends the line it belongs to. */
export function must<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`${reply.failure.kind} ${JSON.stringify(reply.failure.facts)}`);
}

/** What a run came to, and why. */
export const saying = (run: Run): string => [outcomeWord(t, run), causeSentence(t, run)].filter((part) => part !== '').join(': ');
