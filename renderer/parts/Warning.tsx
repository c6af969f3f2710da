import type { ReactNode } from 'react';
import { Glyph } from './Glyph.tsx';
import style from './Lines.module.css';

type Props = { children: ReactNode; state?: 'attention' | 'at-risk'; action?: ReactNode };

/** Something to be read before going on, with the one thing that helps; `at-risk` for what may do harm. */
export const Warning = ({ children, state = 'attention', action }: Props) => (
  <div className={`${style['warning']} ${style[state]} ${action === undefined ? '' : style['acting']}`} role="status">
    <Glyph state={state} />
    <div>{children}</div>
    {action}
  </div>
);
