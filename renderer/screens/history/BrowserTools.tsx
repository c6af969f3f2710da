import { ToggleButton } from 'react-aria-components';
import { Segments } from '../../parts/Segments.tsx';
import { Switch } from '../../parts/Switch.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Browser.module.css';

type Props = {
  isSearching: boolean;
  scope: 'session' | 'all';
  onScope: (scope: 'session' | 'all') => void;
  later: boolean;
  /** Absent where nothing can have come later. */
  onLater: ((later: boolean) => void) | undefined;
};

/** Where a name is looked for, or what else is shown in a folder. */
export function BrowserTools({ isSearching, scope, onScope, later, onLater }: Props) {
  const { t } = useWords();
  if (isSearching) {
    return (
      <Segments
        label={t('browse.scope')}
        options={(['session', 'all'] as const).map((value) => ({ value, label: t(`browse.scope-${value}`) }))}
        value={scope}
        onChange={onScope}
      />
    );
  }
  return onLater && <Switch label={t('browse.later')} isSelected={later} onChange={onLater} />;
}

/** Opens and closes what is known of the folder itself. */
export function AboutButton({ isOpen, onChange }: { isOpen: boolean; onChange: () => void }) {
  const { t } = useWords();
  return (
    <span title={t('browse.about')}>
      <ToggleButton className={style['about'] ?? ''} aria-label={t('browse.about')} isSelected={isOpen} onChange={onChange}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.2" />
          <path d="M8 7.4v3.6M8 5v.2" />
        </svg>
      </ToggleButton>
    </span>
  );
}
