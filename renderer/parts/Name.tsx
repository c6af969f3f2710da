import { visible, visiblePieces } from '../../electron/contract/words/visible.ts';
import { useWords } from '../words/words.tsx';
import style from './Name.module.css';

// Marks that are stacked on one letter ("Zalgo") would climb over the lines around it.
const stackedMarks = /(\p{M}{4})\p{M}+/gu;
const longest = 96;

/**
 * Text from outside (a name, a path, a log line), harmless: hidden characters are chips, its direction stays its own, a long one is cut in
 * the middle with the whole on hover (L1-L6).
 */
export function Name({ text, whole = false }: { text: string; whole?: boolean }) {
  const { t } = useWords();
  const shown = whole ? text : shortened(text);
  return (
    <bdi className={style['name']} title={shown === text ? undefined : visible(text)}>
      {visiblePieces(shown.replace(stackedMarks, '$1…')).map((piece, index) =>
        piece.isHidden ? (
          <span key={index} className={style['chip']} title={t('common.hidden-character', { code: piece.text })}>
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const characters = Array.from(letters.segment(text), ({ segment }) => segment);
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest / 2).join('')}…${characters.slice(-longest / 2 + 1).join('')}`;
}
