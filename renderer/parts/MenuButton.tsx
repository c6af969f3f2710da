import { Menu, MenuTrigger, Popover, type MenuProps } from 'react-aria-components';
import { Button } from './Button.tsx';
import { Arrow } from './Options.tsx';
import style from './MenuButton.module.css';

/** The look of one item. */
export const menuItem = style['item'] ?? '';

/** The look of the line between two groups of items. */
export const menuParting = style['parting'] ?? '';

type Props = Pick<MenuProps<object>, 'onAction' | 'children'> & {
  label: string;
  /** What the items are, where it is not what the button says. */
  of?: string;
  /** The side of the button that the list begins at. */
  side?: 'start' | 'end';
};

/** A button that opens a short list of things to do. */
export const MenuButton = ({ label, of = label, side = 'end', ...menu }: Props) => (
  <MenuTrigger>
    <Button>
      {label}
      <Arrow />
    </Button>
    <Popover className={style['pop'] ?? ''} offset={4} placement={`bottom ${side}`}>
      <Menu className={style['list'] ?? ''} aria-label={of} {...menu} />
    </Popover>
  </MenuTrigger>
);
