import { Refused } from '../../bridge/bridge.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import type { Change } from './change.ts';
import style from './SettingsScreen.module.css';

/** What became of a change, quietly; a failure in words, unless a field says it. */
export function Saved({ state: { isSaved, error }, isSaidByField = false }: { state: Change; isSaidByField?: boolean }) {
  const { t } = useWords();
  return (
    <>
      <span className={style['saved']} role="status">
        {isSaved && error === null && t('setup.saved')}
      </span>
      {error !== null && !(isSaidByField && error instanceof Refused) && (
        <div className={style['trouble']}>
          <Trouble error={error} />
        </div>
      )}
    </>
  );
}
