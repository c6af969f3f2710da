import { memo } from 'react';
import { visible, visiblePieces } from '../../../../electron/contract/words/visible.ts';
import nameStyle from '../../../parts/Name.module.css';
import { useWords } from '../../../words/words.tsx';
import style from './Look.module.css';
import { longestLine } from './lines.ts';

type Props = { text: string; part?: [from: number, to: number] | undefined };

/** A line of a file, harmless: tabs stay, everything else that cannot be seen is a chip. `part` is marked. */
export const LineText = memo(function LineText({ text, part }: Props) {
  const { t, language } = useWords();
  const shown = text.length > longestLine ? text.slice(0, longestLine) : text;
  const [from, to] = part ?? [0, 0];
  const isMarked = to > from && from < shown.length;
  return (
    <>
      {isMarked ? (
        <>
          <Pieces text={shown.slice(0, from)} />
          <mark className={style['part']}>
            <Pieces text={shown.slice(from, to)} />
          </mark>
          <Pieces text={shown.slice(to)} />
        </>
      ) : (
        <Pieces text={shown} />
      )}
      {shown !== text && (
        <span className={style['cut']}>{t('browse.line-cut', { count: new Intl.NumberFormat(language).format(text.length) })}</span>
      )}
    </>
  );
});

function Pieces({ text }: { text: string }) {
  const tabbed = text.split('\t');
  if (tabbed.every((piece) => visible(piece) === piece)) return text;
  return tabbed.map((piece, index) => [
    index > 0 ? '\t' : null,
    ...visiblePieces(piece).map((one, at) =>
      one.isHidden ? (
        <span key={`${index} ${at}`} className={nameStyle['chip']}>
          {one.text}
        </span>
      ) : (
        one.text
      ),
    ),
  ]);
}
