import type { JobStatus } from '../../electron/contract/requests.ts';
import type { Proven } from '../../electron/contract/restore.ts';
import { formatAge, formatDuration, formatNumber, formatTimeExact } from '../../electron/contract/words/format.ts';
import { provenLine } from '../../electron/contract/words/restore-lines.ts';
import { hrefOf } from '../frame/screen.ts';
import { useWords } from '../words/words.tsx';
import { Glyph } from './Glyph.tsx';
import { useNow } from './now.ts';
import style from './Proven.module.css';

/** When it was last proved by a trial restore that a job can be restored, how much of it, and how long all of it would take. */
export function ProvenLine({ job: { proven, lastGood } }: { job: Pick<JobStatus, 'proven' | 'lastGood'> }) {
  const { language } = useWords();
  const said = useProvenWords(proven);
  if (!proven) return lastGood ? <span className={style['line']}>{said.long}</span> : null;
  return (
    <span className={style['line']}>
      {!isWhole(proven) && <Glyph state="attention" size={14} />}
      <a href={hrefOf({ screen: 'run', run: proven.run })} title={formatTimeExact(proven.at, language)}>
        {said.long}
      </a>
    </span>
  );
}

/** The same where there is little room; the whole of it on hover. */
export function ProvenNote({ job: { proven, lastGood } }: { job: Pick<JobStatus, 'proven' | 'lastGood'> }) {
  const said = useProvenWords(proven);
  if (!proven && !lastGood) return null;
  return (
    <span className={style['note']} title={said.long}>
      {proven && !isWhole(proven) && <Glyph state="attention" size={12} />}
      {said.short}
    </span>
  );
}

/** Whether every file that was tried is proven to be as it was. */
const isWhole = ({ damaged, files, ofFiles }: Proven): boolean => damaged === 0 && files >= ofFiles;

function useProvenWords(proven: Proven | null): { long: string; short: string } {
  const { t, language } = useWords();
  const now = useNow();
  if (!proven) return { long: t('proven.never'), short: t('proven.short-never') };
  const { at, files, ofFiles, damaged, wholeMs } = proven;
  const long = provenLine(t, language, proven, now);
  if (damaged > 0) return { long, short: t('proven.short-damaged', { damaged: formatNumber(damaged, language) }) };
  const numbers = { formatted: formatNumber(files, language), all: formatNumber(ofFiles, language) };
  if (!isWhole(proven)) return { long, short: t('proven.short-partly', numbers) };
  const short = t('proven.short', { age: now - at < 60_000 ? t('age.now') : formatAge(now - at, language) });
  return { long, short: wholeMs === null ? short : short + t('proven.short-whole', { time: formatDuration(wholeMs, language) }) };
}
