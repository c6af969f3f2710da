import { Menu, MenuTrigger, Popover, type MenuProps } from 'react-aria-components';
import { Button } from './Button.tsx';
import { Arrow } from './Options.tsx';
import style from './MenuButton.module.css';

/** The look of one item. */
export const menuItem = style['item'] ?? '';

type Props = Pick<MenuProps<object>, 'onAction' | 'children' | 'disabledKeys'> & {
  label: string;
  /** What the items are, where it is not what the button says. */
  of?: string;
};

/** A button that opens a short list of things to do. */
export const MenuButton = ({ label, of = label, ...menu }: Props) => (
  <MenuTrigger>
    <Button>
      {label}
      <Arrow />
    </Button>
    <Popover className={style['pop'] ?? ''} offset={4} placement="bottom end">
      <Menu className={style['list'] ?? ''} aria-label={of} {...menu} />
    </Popover>
  </MenuTrigger>
);
