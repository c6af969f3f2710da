import { MenuItem } from 'react-aria-components';
import { PauseLength } from '../../electron/contract/schedule.ts';
import { useWords } from '../words/words.tsx';
import { MenuButton, menuItem } from './MenuButton.tsx';

type Props = { label: string; onPause: (length: PauseLength) => void };

/** A button that asks for how long, and pauses at once. */
export function PauseMenu({ label, onPause }: Props) {
  const { t } = useWords();
  return (
    <MenuButton label={label} of={t('pause-all.lengths')} onAction={(key) => onPause(PauseLength.parse(key))}>
      {PauseLength.options.map((length) => (
        <MenuItem key={length} id={length} className={menuItem}>
          {t(`pause.${length}`)}
        </MenuItem>
      ))}
    </MenuButton>
  );
}
