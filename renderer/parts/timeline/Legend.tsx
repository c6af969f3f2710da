import { formatNumber } from '../../../electron/contract/words/format.ts';
import { useWords } from '../../words/words.tsx';
import { flag } from './drawing.ts';
import { flagKinds, type FlagKind } from './points.ts';
import style from './Timeline.module.css';

/** What the marks on the axis mean, and how many of each are in sight. */
export function Legend({ counts }: { counts: Record<FlagKind, number> }) {
  const { t, language } = useWords();
  return (
    <ul className={style['legend']} aria-label={t('timeline.legend')}>
      {flagKinds
        .filter((kind) => counts[kind] > 0)
        .map((kind) => (
          <li key={kind}>
            <svg width="12" height="12" aria-hidden="true">
              <path className={style[kind]} d={flag(kind, 6, 6)} />
            </svg>
            {t(`timeline.legend-${kind}`, { count: counts[kind], formatted: formatNumber(counts[kind], language) })}
          </li>
        ))}
    </ul>
  );
}
