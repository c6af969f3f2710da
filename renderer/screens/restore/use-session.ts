import { useState } from 'react';
import { useAsk } from '../../bridge/questions.ts';
import { useSettled } from '../../parts/settled.ts';
import type { History } from '../../parts/timeline/use-history.ts';
import { isShowable, type Sessions } from '../history/sessions.ts';

/** What is typed as a moment, and what the engine says of it. */
export type TypedMoment = {
  text: string;
  type: (text: string) => void;
  /** The session that it means; undefined while nothing is typed, or nobody has answered. */
  answer: number | undefined;
  error: unknown;
  /** Something is typed that no session is known for: nothing may be restored then. */
  isUnclear: boolean;
};

/** The session of the screen: the one that an address names, or the one that is typed as a moment. */
export function useSession(name: string, at: number | null, history: History, sessions: Sessions) {
  const [text, type] = useState('');
  const typed = text.trim();
  const settled = useSettled(typed, 180);
  const asked = useAsk('history.moment', { name, at: settled }, { enabled: settled !== '' });
  const isSettled = typed !== '' && settled === typed && !asked.isPending;
  const answer = isSettled && !asked.error ? asked.data.session : undefined;

  const now = useAsk('history.moment', { name });
  const isKnown = at !== null && isShowable(sessions, at);
  const named = useAsk('history.moment', { name, at: String(at) }, { enabled: at !== null && !isKnown });
  const newest = history.state?.newest ?? now.data?.session;
  const addressed = at === null ? newest : isKnown ? at : named.data?.session;
  const moment: TypedMoment = {
    text,
    type,
    answer,
    error: isSettled ? asked.error : null,
    isUnclear: typed !== '' && answer === undefined,
  };
  return {
    moment,
    newest,
    session: answer ?? addressed,
    error: history.error ?? (at === null ? now.error : isKnown ? null : named.error),
  };
}
