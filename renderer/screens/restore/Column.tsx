import { useId, type ReactNode } from 'react';
import style from './Column.module.css';

type Props = {
  title: string;
  children: ReactNode;
  /** Stays in sight while the rest scrolls. */
  foot?: ReactNode;
  /** What is in it scrolls by itself. */
  isWhole?: boolean;
};

/** One of the three columns that stay visible together; each scrolls by itself. */
export function Column({ title, children, foot, isWhole = false }: Props) {
  const id = useId();
  return (
    <section className={style['column']} aria-labelledby={id}>
      <h2 id={id} className={style['title']}>
        {title}
      </h2>
      <div className={`${style['body']} ${isWhole ? style['whole'] : ''}`}>{children}</div>
      {foot !== undefined && <div className={style['foot']}>{foot}</div>}
    </section>
  );
}
