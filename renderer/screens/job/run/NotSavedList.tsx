import type { Evidence } from '../../../../electron/contract/run.ts';
import { formatNumber } from '../../../../electron/contract/words/format.ts';
import { Name } from '../../../parts/Name.tsx';
import { useWords } from '../../../words/words.tsx';
import style from './RunPanel.module.css';

/** The files that a session does not have, as far as they were kept; how many there were in truth stands above. */
export function NotSavedList({ evidence: { notSaved, notSavedCount } }: { evidence: Evidence }) {
  const { t, language } = useWords();
  if (notSavedCount === 0) return null;
  const title = t('run-panel.not-saved', { count: notSavedCount, formatted: formatNumber(notSavedCount, language) });
  return (
    <section aria-label={title}>
      <h3 className={style['heading']}>{title}</h3>
      {notSaved.length < notSavedCount && (
        <p className={style['quiet']}>{t('run-panel.not-saved-first', { shown: formatNumber(notSaved.length, language) })}</p>
      )}
      <ul className={style['files']} tabIndex={0} aria-label={title}>
        {notSaved.map(({ kind, path, reason }, index) => (
          <li key={index}>
            {path !== '' && (
              <code>
                <Name text={path} />
              </code>
            )}
            <small className={style['quiet']}>
              {t(`not-saved.${kind}`)}
              {t('not-saved.joint')}
              <Name text={reason} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
