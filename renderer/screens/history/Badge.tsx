import type { Difference } from '../../../electron/contract/history.ts';
import { useWords } from '../../words/words.tsx';
import style from './Badge.module.css';

export type Mark = Exclude<Difference, 'same'> | 'added' | 'removed';

const signs: Record<Mark, string> = {
  changed: 'M2 4.2c1.3-1.4 2.7-1.4 4 0s2.7 1.4 4 0M2 8.2c1.3-1.4 2.7-1.4 4 0s2.7 1.4 4 0',
  gone: 'M2 6h8',
  removed: 'M2 6h8',
  new: 'M6 2v8M2 6h8',
  added: 'M6 2v8M2 6h8',
};

/** The sign of a mark alone, where its word stands beside it anyway. */
export const MarkSign = ({ mark }: { mark: Mark }) => (
  <svg className={`${style['sign']} ${style[mark]}`} viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
    <path d={signs[mark]} />
  </svg>
);

/** How something stands to another session: by a sign, a word and a colour. */
export function Badge({ mark }: { mark: Mark }) {
  const { t } = useWords();
  const word = t(`browse.mark-${mark}`);
  return (
    <span className={`${style['badge']} ${style[mark]}`} title={word}>
      <MarkSign mark={mark} />
      <span className={style['word']}>{word}</span>
    </span>
  );
}
