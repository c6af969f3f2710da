import { visible } from '../../../electron/contract/words/visible.ts';
import { hrefOf } from '../../frame/screen.ts';
import { useWords } from '../../words/words.tsx';
import { nameOf } from './place.ts';
import style from './RestoreMark.module.css';

type Props = { job: string; session: number; path: string };

/** The door to the restore at the end of a row, for the mouse; by keyboard it is Shift+Enter, or the panel beside the list. */
export function RestoreMark({ job, session, path }: Props) {
  const { t } = useWords();
  const word = t('door.row', { name: visible(nameOf(path)) });
  return (
    <a
      className={style['mark']}
      href={hrefOf({ screen: 'restore', job, at: session, paths: [path] })}
      title={word}
      aria-label={word}
      tabIndex={-1}
      // A click on the row would open it.
      onClick={(event) => event.stopPropagation()}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d="M3 6.5h6.6a3.2 3.2 0 0 1 0 6.4H6.4M5.8 3.6 2.9 6.5l2.9 2.9" />
      </svg>
    </a>
  );
}
