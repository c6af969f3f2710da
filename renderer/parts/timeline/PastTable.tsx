import { useState } from 'react';
import { formatBytes, formatDuration, formatNumber, type Language } from '../../../electron/contract/words/format.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { useWords } from '../../words/words.tsx';
import { Button } from '../Button.tsx';
import { copyText } from '../copy.ts';
import { dateAs } from './dates.ts';
import style from './PastTable.module.css';
import { changesOf, type Past, type Point } from './points.ts';
import { outcomeOf } from './reading.ts';

const pageLength = 100;
const columns = ['when', 'outcome', 'files', 'changes', 'changed', 'size', 'increment', 'duration'] as const;

type Props = { past: Past; selected: number | null; onSelect: (session: number) => void };

/** What the timeline shows, as a table: newest first, page by page; all of it can be copied into a spreadsheet. */
export function PastTable({ past, selected, onSelect }: Props) {
  const { t, language } = useWords();
  const [page, setPage] = useState(0);
  const [isCopied, setCopied] = useState(false);
  const { length } = past.points;
  const pages = Math.max(1, Math.ceil(length / pageLength));
  const at = Math.min(page, pages - 1);
  const end = length - at * pageLength;
  const rows = past.points.slice(Math.max(0, end - pageLength), end).toReversed();
  const copy = async () => {
    const lines = past.points.toReversed().map((point) => cellsOf(t, language, point).join('\t'));
    setCopied(await copyText([columns.map((column) => t(`timeline.column-${column}`)).join('\t'), ...lines].join('\n')));
  };
  return (
    <div className={style['whole']}>
      <div className={style['scroll']} tabIndex={0} role="region" aria-label={t('timeline.table')}>
        <table className={style['table']}>
          <caption className={style['caption']}>{t('timeline.table')}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className={style[column]}>
                  {t(`timeline.column-${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((point) => (
              <PointRow key={keyOf(point)} point={point} selected={selected} onSelect={onSelect} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={style['foot']}>
        <span role="status">
          {t('timeline.page', {
            first: formatNumber(length - end + 1, language),
            last: formatNumber(length - Math.max(0, end - pageLength), language),
            total: formatNumber(length, language),
          })}
        </span>
        <Button isDisabled={at === 0} onPress={() => setPage(at - 1)}>
          {t('timeline.newer')}
        </Button>
        <Button isDisabled={at === pages - 1} onPress={() => setPage(at + 1)}>
          {t('timeline.older')}
        </Button>
        <Button onPress={() => void copy()} onBlur={() => setCopied(false)}>
          {t(isCopied ? 'common.copied' : 'timeline.copy')}
        </Button>
      </p>
    </div>
  );
}

function PointRow({ point, selected, onSelect }: { point: Point } & Omit<Props, 'past'>) {
  const { t, language } = useWords();
  const [when, ...rest] = cellsOf(t, language, point);
  const time = 'session' in point ? point.session.time : null;
  return (
    <tr aria-selected={time !== null && time === selected}>
      <th scope="row" className={style['when']}>
        {time === null ? (
          when
        ) : (
          <Button kind="quiet" onPress={() => onSelect(time)}>
            {when}
          </Button>
        )}
      </th>
      {rest.map((cell, index) => (
        <td key={columns[index + 1]} className={style[columns[index + 1] ?? '']}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

const keyOf = (point: Point): string => ('session' in point ? `session ${point.at}` : `${point.mark.kind} ${point.at}`);

/** A row in the order of the columns; what is not known is a dash. */
function cellsOf(t: Translate, language: Language, point: Point): string[] {
  const head = [dateAs(point.at, 'day-time', language), outcomeOf(t, language, point)];
  const session = 'session' in point ? point.session : null;
  const said = (value: number | null | undefined, format: (known: number, language: Language) => string) =>
    value === null || value === undefined ? '–' : format(value, language);
  return [
    ...head,
    said(session?.files, formatNumber),
    said(session && changesOf(session), formatNumber),
    said(session?.changedBytes, formatBytes),
    said(session?.bytes, formatBytes),
    said(session?.incrementBytes, formatBytes),
    said(session?.seconds, (seconds) => formatDuration(seconds * 1000, language)),
  ];
}
