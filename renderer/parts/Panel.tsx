import type { ReactNode } from 'react';
import style from './Panel.module.css';

/** A sheet of paper on the ground of a screen; its sections are parted by hairlines. */
export const Panel = ({ children, isNarrow = false }: { children: ReactNode; isNarrow?: boolean }) => (
  <div className={`${style['panel']} ${isNarrow ? style['narrow'] : ''}`}>{children}</div>
);

/** A part of a panel: what it is about on the left, the thing itself beside it, below it where there is little room. */
export function Section({ title, hint, children }: { title?: string; hint?: ReactNode; children: ReactNode }) {
  if (title === undefined) return <div className={style['plain']}>{children}</div>;
  return (
    <section className={style['section']} aria-label={title}>
      <div>
        <h2 className={style['title']}>{title}</h2>
        {hint !== undefined && <p className={style['hint']}>{hint}</p>}
      </div>
      <div className={style['body']}>{children}</div>
    </section>
  );
}

/** The last part of a panel: what can be done, the main thing last. */
export const Foot = ({ children, note }: { children: ReactNode; note?: ReactNode }) => (
  <div className={style['foot']}>
    <div className={style['note']}>{note}</div>
    <div className={style['actions']}>{children}</div>
  </div>
);
