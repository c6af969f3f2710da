import { formatTimeExact } from '../../electron/contract/words/format.ts';
import { formatIn, zoneHere } from '../../electron/contract/words/zone-words.ts';
import { useWords } from '../words/words.tsx';
import { useNow } from './now.ts';

/** A moment to come (epoch ms) as people say it, by the clock of a zone; the exact time here on hover. */
export function DueTime({ at, zone = zoneHere() }: { at: number; zone?: string }) {
  const { language } = useWords();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatTimeExact(at, language)}>
      {formatIn(zone, at, now, language, zone)}
    </time>
  );
}
