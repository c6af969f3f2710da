import { formatAge, formatMoment, formatTimeExact } from '../../electron/contract/words/format.ts';
import { useWords } from '../words/words.tsx';
import { useNow } from './now.ts';

/** A moment (epoch ms) as people say it, with the exact local time and zone on hover. `age`: how long ago, else the day and time. */
export function When({ at, age = false }: { at: number; age?: boolean }) {
  const { t, language } = useWords();
  const now = useNow();
  const passed = now - at;
  const said = age ? (passed < 60_000 ? t('age.now') : formatAge(passed, language)) : formatMoment(at, now, language);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatTimeExact(at, language)}>
      {said}
    </time>
  );
}
