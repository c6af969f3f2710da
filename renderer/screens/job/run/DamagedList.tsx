import { isRefused, type Damaged, type RestoreReport } from '../../../../electron/contract/restore.ts';
import { formatDate, formatNumber } from '../../../../electron/contract/words/format.ts';
import { sideOf } from '../../../../electron/contract/words/restore-lines.ts';
import { visible } from '../../../../electron/contract/words/visible.ts';
import { go } from '../../../frame/screen.ts';
import { Button } from '../../../parts/Button.tsx';
import { Name } from '../../../parts/Name.tsx';
import { useWords } from '../../../words/words.tsx';
import style from './RestoreReport.module.css';

/** What could not be brought back as it was, by name, each with the nearest session that has a good version, or another one. */
export function DamagedList({ report: { damaged, damagedCount, lostNames }, job }: { report: RestoreReport; job: string }) {
  const { t, language } = useWords();
  if (damagedCount === 0) return null;
  const title = t('restored.damaged', { count: damagedCount, formatted: formatNumber(damagedCount, language) });
  return (
    <section aria-label={title}>
      <h3 className={style['heading']}>{title}</h3>
      {damaged.length < damagedCount && (
        <p className={style['quiet']}>{t('restored.damaged-first', { shown: formatNumber(damaged.length, language) })}</p>
      )}
      <ul className={style['damaged']}>
        {damaged.map((each, index) => (
          <li key={index}>
            <One damaged={each} job={job} />
          </li>
        ))}
      </ul>
      {lostNames !== undefined && <p className={style['quiet']}>{t('restored.damaged-all', { file: visible(lostNames) })}</p>}
    </section>
  );
}

function One({ damaged, job }: { damaged: Damaged; job: string }) {
  const { t, language } = useWords();
  const { path, why, session, file, nearest } = damaged;
  const then = session === undefined ? '' : formatDate(session * 1000, language);
  if (file !== undefined)
    return (
      <div>
        <code>
          <Name text={file} />
        </code>
        <p className={style['quiet']}>{t('restored.why-list', { when: then })}</p>
      </div>
    );
  const when = nearest ? formatDate(nearest.session * 1000, language) : '';
  return (
    <>
      <div>
        <code>{path === '' ? t('restored.everything') : <Name text={path} />}</code>
        <p className={style['quiet']}>
          {then === '' ? t(`restored.why-${why}`) : t('restored.why-then', { why: t(`restored.why-${why}`), when: then })}
          {!isRefused(damaged) && t('restored.stop')}
          {!isRefused(damaged) && (nearest ? t(`restored.${sideOf(nearest)}`, { when }) : t('restored.nearest-none'))}
        </p>
      </div>
      {nearest && (
        <Button
          kind="quiet"
          aria-label={t('restored.restore-nearest-of', { path: visible(path) })}
          onPress={() => go({ screen: 'restore', job, at: nearest.session, paths: [path] })}
        >
          {t('restored.restore-nearest')}
        </Button>
      )}
    </>
  );
}
