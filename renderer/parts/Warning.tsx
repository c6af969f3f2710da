import type { ReactNode } from 'react';
import { Glyph } from './Glyph.tsx';
import style from './Lines.module.css';

/** Something to be read before going on; `at-risk` for what may do harm. */
export const Warning = ({ children, state = 'attention' }: { children: ReactNode; state?: 'attention' | 'at-risk' }) => (
  <div className={`${style['warning']} ${style[state]}`} role="status">
    <Glyph state={state} />
    <div>{children}</div>
  </div>
);
