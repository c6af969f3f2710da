import { useMemo } from 'react';
import { useWords } from '../../../words/words.tsx';
import { LineText } from './LineText.tsx';
import { linesOf } from './lines.ts';
import style from './Look.module.css';
import { useMore } from './use-more.ts';

/** A text with the numbers of its lines, wrapped; a long one is drawn as far as it is read. */
export function TextView({ text }: { text: string }) {
  const { t } = useWords();
  const lines = useMemo(() => linesOf(text), [text]);
  const { shown, end } = useMore(lines.length);
  return (
    <div className={`${style['text']} ${style['numbered']}`} role="region" tabIndex={0} aria-label={t('browse.text-label')}>
      {lines.slice(0, shown).map((line, index) => (
        <div key={index} className={style['line']}>
          <span className={style['number']} aria-hidden="true">
            {index + 1}
          </span>
          <span className={style['content']}>
            <LineText text={line} />
          </span>
        </div>
      ))}
      <div ref={end} />
    </div>
  );
}
