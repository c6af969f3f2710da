import type { ReactNode } from 'react';
import style from './Page.module.css';

/** One screen: the answer as a sentence, what stands behind it, what can be done, and the rest. */
export function Page({
  title,
  under,
  actions,
  children,
}: {
  title: ReactNode;
  under?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={style['page']}>
      <header className={style['head']}>
        <div className={style['words']}>
          <h1 className={style['title']}>{title}</h1>
          {under !== undefined && <p className={style['under']}>{under}</p>}
        </div>
        {actions !== undefined && <div className={style['actions']}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
