import type { RefObject } from 'react';
import type { Pause } from '../../../electron/contract/schedule.ts';
import { formatMoment } from '../../../electron/contract/words/format.ts';
import { Button } from '../../parts/Button.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { useNow } from '../../parts/now.ts';
import { useWords } from '../../words/words.tsx';
import style from './AllPaused.module.css';

type Props = { pause: Pause; onResume: () => void; place: RefObject<HTMLDivElement | null> };

/** Says that nothing begins by itself, until when, and ends it. */
export function AllPaused({ pause: { until }, onResume, place }: Props) {
  const { t, language } = useWords();
  const now = useNow();
  return (
    <div className={style['paused']} role="status" ref={place}>
      <Glyph state="paused" />
      <p>
        {until === null ? t('pause-all.until-resumed') : t('pause-all.until', { when: formatMoment(until, now, language) })}{' '}
        <span>{t('pause-all.text')}</span>
      </p>
      <Button onPress={onResume}>{t('help.resume')}</Button>
    </div>
  );
}
