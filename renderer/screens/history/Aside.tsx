import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Cross } from '../../parts/Cross.tsx';
import { Name } from '../../parts/Name.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Aside.module.css';

type Props = { title: string; label: string; glyph: ReactNode; children: ReactNode; onClose: () => void };

/** What is known of one entry, beside the list it stands in; the list stays in use. */
export function Aside({ title, label, glyph, children, onClose }: Props) {
  const { t } = useWords();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [title]);
  return (
    <aside className={style['aside']} aria-label={label}>
      <header className={style['head']}>
        {glyph}
        <h2 className={style['title']}>
          <Name text={title} />
        </h2>
        <Button kind="quiet" onPress={onClose} aria-label={t('common.close')}>
          <Cross />
        </Button>
      </header>
      <div ref={body} className={style['body']} tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
    </aside>
  );
}
