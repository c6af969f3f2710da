import type { Rhythm } from '../../../electron/contract/schedule.ts';
import { fieldSentence } from '../../../electron/contract/words/sentences.ts';
import { Refused } from '../../bridge/bridge.ts';
import { useAsk } from '../../bridge/questions.ts';
import { isFine } from '../../parts/errors.ts';
import { useSettled } from '../../parts/settled.ts';
import { useWords } from '../../words/words.tsx';
import { blankWhen, scheduleDraftOf, wrongWhen, type WhenText } from './when-text.ts';

/**
 * What a schedule that is being typed comes to: itself, its zone when another than that of this machine is named, its next times, and the
 * target (ms) that follows from it.
 */
export type Upcoming = { rhythm: Rhythm; zone: string | null; next: readonly number[]; target: number | undefined };

const settleMs = 250;

/** Asks the engine about a schedule as soon as it is one; `error` says why it cannot be kept. */
export function useUpcoming(text: WhenText): { upcoming: Upcoming | undefined; error: string | undefined } {
  const { t } = useWords();
  const settled = useSettled(text, settleMs);
  const draft = isFine(wrongWhen(t, settled)) ? scheduleDraftOf(settled) : null;
  const { data, error } = useAsk('schedule.preview', draft ?? { rhythm: { kind: 'daily', at: blankWhen.at } }, { enabled: draft !== null });
  const refusal = draft !== null && error instanceof Refused ? fieldSentence(t, error.failure) : undefined;
  return { upcoming: draft && !error ? { ...draft, next: data?.next ?? [], target: data?.target } : undefined, error: refusal };
}
