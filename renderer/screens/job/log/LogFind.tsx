import { Input, SearchField } from 'react-aria-components';
import { formatPercent } from '../../../../electron/contract/words/format.ts';
import { Button } from '../../../parts/Button.tsx';
import { useWords } from '../../../words/words.tsx';
import style from './LogViewer.module.css';
import type { Find } from './use-find.ts';

/** The field that finds a text in a log: Enter goes to the next place, Shift+Enter to the one before. */
export function LogFind({ find: { text, type, next } }: { find: Find }) {
  const { t } = useWords();
  return (
    <div className={style['find']}>
      <SearchField className={style['search'] ?? ''} aria-label={t('log.find')} value={text} onChange={type}>
        <Input
          className={style['input'] ?? ''}
          placeholder={t('log.find')}
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            next(event.shiftKey);
          }}
        />
      </SearchField>
      <Step label={t('log.previous')} path="M3.5 9.5 8 5l4.5 4.5" onPress={() => next(true)} isDisabled={text === ''} />
      <Step label={t('log.next')} path="M3.5 6.5 8 11l4.5-4.5" onPress={() => next(false)} isDisabled={text === ''} />
    </div>
  );
}

/** How far a search is, with the way to end it, or that it was in vain; over the lower edge of the lines. */
export function FindStatus({ find: { progress, stop } }: { find: Find }) {
  const { t, language } = useWords();
  const isSearching = typeof progress === 'number';
  const said =
    progress === 'nowhere'
      ? t('log.nowhere')
      : progress === 'failed'
        ? t('bridge.unanswered')
        : isSearching && t('log.searching', { share: formatPercent(progress, language) });
  return (
    <div className={`${style['status']} ${said ? style['told'] : ''}`}>
      {/* The share is for the eye: read aloud at every step it would be a nuisance. */}
      <span role={isSearching ? undefined : 'status'}>{said}</span>
      {isSearching && (
        <Button kind="quiet" onPress={stop}>
          {t('log.stop')}
        </Button>
      )}
    </div>
  );
}

const Step = ({ label, path, onPress, isDisabled }: { label: string; path: string; onPress: () => void; isDisabled: boolean }) => (
  <Button kind="quiet" aria-label={label} onPress={onPress} isDisabled={isDisabled}>
    <svg className={style['icon']} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={path} />
    </svg>
  </Button>
);
