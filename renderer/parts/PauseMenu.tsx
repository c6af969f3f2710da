import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { PauseLength } from '../../electron/contract/schedule.ts';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { Arrow } from './Options.tsx';
import style from './PauseMenu.module.css';

type Props = { label: string; onPause: (length: PauseLength) => void };

/** A button that asks for how long, and pauses at once. */
export function PauseMenu({ label, onPause }: Props) {
  const { t } = useWords();
  return (
    <MenuTrigger>
      <Button>
        {label}
        <Arrow />
      </Button>
      <Popover className={style['pop'] ?? ''} offset={4} placement="bottom end">
        <Menu className={style['list'] ?? ''} aria-label={t('pause-all.lengths')} onAction={(key) => onPause(PauseLength.parse(key))}>
          {PauseLength.options.map((length) => (
            <MenuItem key={length} id={length} className={style['item'] ?? ''}>
              {t(`pause.${length}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
