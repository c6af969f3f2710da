import type { Reply } from '../contract/failure.ts';
import type { EventName, EventOf } from '../contract/requests.ts';
import { Ask, maxAskLength } from '../contract/wire.ts';

/** The engine as an outlet sees it: any name and any input may be handed in. */
export type Asking = (name: string, input: unknown) => Promise<Reply<unknown>>;

/**
 * One question in text, answered in text: what crosses Electron's IPC and a WebSocket alike. Never throws; what is no question
 * gets an answer with the id -1.
 */
export async function answerText(ask: Asking, text: unknown): Promise<string> {
  const refuse = (kind: 'too-large' | 'invalid') =>
    JSON.stringify({
      id: -1,
      reply: { ok: false, failure: { kind, facts: kind === 'invalid' ? { field: 'question', reason: 'other' } : {} } },
    });
  if (typeof text !== 'string') return refuse('invalid');
  if (text.length > maxAskLength) return refuse('too-large');
  const question = Ask.safeParse(parsed(text));
  if (!question.success) return refuse('invalid');
  const { id, name, input } = question.data;
  return JSON.stringify({ id, reply: await ask(name, input) });
}

/** One announcement as text. */
export const announcementText = <N extends EventName>(event: N, value: EventOf<N>): string => JSON.stringify({ event, value });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
