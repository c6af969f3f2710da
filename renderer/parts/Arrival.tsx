import { useEffect, useRef, type ReactNode } from 'react';
import style from './Arrival.module.css';

/** The heading of a new step: it gets the focus, so that eye, keyboard and screen reader arrive together. */
export function Arrival({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1} className={style['heading']}>
      {children}
    </h2>
  );
}
