import { memo } from 'react';
import { formatNumber } from '../../../../electron/contract/words/format.ts';
import { Name } from '../../../parts/Name.tsx';
import { useWords } from '../../../words/words.tsx';
import { markedPieces } from './log-search.ts';
import style from './LogViewer.module.css';

const longest = 2000;

type Props = { text: string; marked: string; isHit: boolean; isWhole: boolean; onOpen: () => void };

/** One line of a log, harmless whatever is in it; a very long one is cut until the rest is asked for. */
export const LogLine = memo(
  function LogLine({ text, marked, isHit, isWhole, onOpen }: Props) {
    const { t, language } = useWords();
    const shown = isWhole || text.length <= longest ? text : beginning(text);
    const rest = text.length - shown.length;
    return (
      <div className={style['line']} data-hit={isHit || undefined}>
        {markedPieces(shown, marked).map((piece, index) =>
          piece.isHit ? (
            <mark key={index}>
              <Name text={piece.text} whole />
            </mark>
          ) : (
            <Name key={index} text={piece.text} whole />
          ),
        )}
        {rest > 0 && (
          <button type="button" className={style['rest']} onClick={onOpen}>
            {t('log.rest', { count: rest, formatted: formatNumber(rest, language) })}
          </button>
        )}
      </div>
    );
  },
  (a, b) => a.text === b.text && a.marked === b.marked && a.isHit === b.isHit && a.isWhole === b.isWhole,
);

/** Never half of a character that takes two units. */
const beginning = (text: string): string => text.slice(0, /[\ud800-\udbff]/.test(text.charAt(longest - 1)) ? longest - 1 : longest);
