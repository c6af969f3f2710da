import { visible } from '../../../electron/contract/words/visible.ts';
import { useWords } from '../../words/words.tsx';
import style from './RestoreMark.module.css';

/** The door to the restore at the end of a row, for the mouse; by keyboard it is Shift+Enter, or the panel beside the list. */
export function RestoreMark({ name, onPress }: { name: string; onPress: () => void }) {
  const { t } = useWords();
  return (
    <span
      className={style['mark']}
      title={t('door.row', { name: visible(name) })}
      data-door
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d="M3 6.5h6.6a3.2 3.2 0 0 1 0 6.4H6.4M5.8 3.6 2.9 6.5l2.9 2.9" />
      </svg>
    </span>
  );
}
