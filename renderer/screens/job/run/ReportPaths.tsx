import type { RestoreOrder } from '../../../../electron/contract/restore.ts';
import { formatNumber } from '../../../../electron/contract/words/format.ts';
import { Name } from '../../../parts/Name.tsx';
import { useWords } from '../../../words/words.tsx';
import style from './RestoreReport.module.css';

const shown = 50;

/** What a restore was asked to bring back, by name. */
export function ReportPaths({ order: { paths, drill } }: { order: RestoreOrder }) {
  const { t, language } = useWords();
  if (drill === 'sample') return t('restored.sample');
  if (paths.length === 0 || paths.includes('')) return t('restored.everything');
  const rest = paths.length - shown;
  return (
    <ul className={style['paths']} aria-label={t('restored.paths')} tabIndex={paths.length > 4 ? 0 : undefined}>
      {paths.slice(0, shown).map((path) => (
        <li key={path}>
          <code>
            <Name text={path} />
          </code>
        </li>
      ))}
      {rest > 0 && <li>{t('restored.more-paths', { count: rest, formatted: formatNumber(rest, language) })}</li>}
    </ul>
  );
}
