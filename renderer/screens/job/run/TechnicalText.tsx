import type { Evidence } from '../../../../electron/contract/run.ts';
import { Fold } from '../../../parts/Fold.tsx';
import { Name } from '../../../parts/Name.tsx';
import { useWords } from '../../../words/words.tsx';
import style from './RunPanel.module.css';

/** What rdiff-backup said, word by word, for the person who wants to know. */
export function TechnicalText({ evidence: { decisive, warnings, tail, exitCode } }: { evidence: Evidence }) {
  const { t } = useWords();
  const parts = [
    { title: t('run-panel.decisive'), lines: decisive === null ? [] : [decisive] },
    { title: t('run-panel.warnings'), lines: warnings },
    { title: t('run-panel.tail'), lines: tail },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <Fold title={t('run-panel.technical')}>
      <div className={style['text']}>
        {parts.map(({ title, lines }) => (
          <div key={title}>
            <p className={style['quiet']}>{title}</p>
            <pre className={style['lines']} tabIndex={0} role="region" aria-label={title}>
              {lines.map((line, index) => (
                <div key={index}>
                  <Name text={line} whole />
                </div>
              ))}
            </pre>
          </div>
        ))}
        <p className={style['quiet']}>{exitCode === null ? t('run-panel.killed') : t('run-panel.exit-code', { code: exitCode })}</p>
      </div>
    </Fold>
  );
}
