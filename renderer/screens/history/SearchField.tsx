import { Input, SearchField as AriaSearchField } from 'react-aria-components';
import { useWords } from '../../words/words.tsx';
import style from './SearchField.module.css';

/** Where a name is typed that is looked for. */
export function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useWords();
  return (
    <AriaSearchField className={style['search'] ?? ''} aria-label={t('browse.search')} value={value} onChange={onChange} maxLength={255}>
      <svg className={style['icon']} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.4 10.4 14 14" />
      </svg>
      <Input className={style['input'] ?? ''} placeholder={t('browse.search')} />
    </AriaSearchField>
  );
}
