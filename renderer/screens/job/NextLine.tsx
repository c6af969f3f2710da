import type { JobStatus } from '../../../electron/contract/requests.ts';
import type { Due, Pause } from '../../../electron/contract/schedule.ts';
import { formatTimeExact } from '../../../electron/contract/words/format.ts';
import { formatIn, zoneHere } from '../../../electron/contract/words/zone-words.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { useNow } from '../../parts/now.ts';
import { useWords } from '../../words/words.tsx';
import style from './JobScreen.module.css';

/** When a job is backed up next by itself, or what it waits for, or who holds it back. */
export function NextLine({ job: { name, next, pause } }: { job: Pick<JobStatus, 'name' | 'next' | 'pause'> }) {
  const { language } = useWords();
  const due = useAsk('schedule.due', {}).data?.find(({ job }) => job === name);
  const said = useNextSentence({ next, pause, due });
  const at = pause ? pause.until : due?.waitsFor ? due.slot?.at : next;
  return (
    <span className={style['next']}>
      {pause && <Glyph state="paused" size={14} />}
      <span title={at == null ? undefined : formatTimeExact(at, language)}>{said}</span>
    </span>
  );
}

function useNextSentence({ next, pause, due }: { next: number | null; pause: Pause | null; due: Due | undefined }): string {
  const { t, language } = useWords();
  const now = useNow();
  const moment = (at: number) => formatIn(zoneHere(), at, now, language);
  if (pause) {
    const who = pause.job === null ? 'all' : 'own';
    return pause.until === null ? t(`plan.paused-${who}`) : t(`plan.paused-${who}-until`, { when: moment(pause.until) });
  }
  if (due?.waitsFor && due.slot) return t(`plan.waits-${due.waitsFor}`, { when: moment(due.slot.at) });
  return next === null ? t('plan.no-schedule') : t('plan.next', { when: moment(next) });
}
