import type { ReactNode } from 'react';
import { Glyph } from './Glyph.tsx';
import style from './Lines.module.css';

/** Something that takes a moment, said while it does. */
export const Waiting = ({ children }: { children: ReactNode }) => (
  <p className={style['line']} role="status">
    <Glyph state="working" />
    <span>{children}</span>
  </p>
);
