import type { Changes } from '../../../electron/contract/history.ts';
import { formatBytes } from '../../../electron/contract/words/format.ts';
import { useWords } from '../../words/words.tsx';
import style from './Amounts.module.css';
import { MarkSign } from './Badge.tsx';

/** How much was added, removed and changed. */
export function Amounts({ changes }: { changes: Pick<Changes, 'added' | 'removed' | 'changed'> }) {
  const { t, language } = useWords();
  return (
    <ul className={style['amounts']}>
      {(['added', 'removed', 'changed'] as const).map((kind) => (
        <li key={kind}>
          <MarkSign mark={kind} />
          <span>
            {t(`browse.amount-${kind}`, { count: changes[kind].count })}
            <small>{changes[kind].count > 0 && formatBytes(changes[kind].bytes, language)}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
