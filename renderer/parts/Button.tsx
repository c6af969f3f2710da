import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import style from './Button.module.css';

/** A button; `primary` once a screen, `danger` for what cannot be taken back, `quiet` inside rows. */
export function Button({ kind = 'plain', ...props }: Omit<ButtonProps, 'className'> & { kind?: 'plain' | 'primary' | 'danger' | 'quiet' }) {
  return <AriaButton {...props} className={`${style['button']} ${style[kind] ?? ''}`} />;
}
