import { useEffect, useRef, type KeyboardEvent } from 'react';
import { formatNumber } from '../../../electron/contract/words/format.ts';
import { useWords } from '../../words/words.tsx';
import { dateIn } from './dates.ts';
import { DayMarks } from './DayMarks.tsx';
import style from './Month.module.css';
import { dayAfterKey, isWithin, keyOf, nearestWithin, startOf, weeksOf, type Day, type DayFacts } from './month.ts';

type Props = {
  label: string;
  /** The day that the keys act on; its month is the one that is shown. */
  cursor: Day;
  chosen: string;
  facts: ReadonlyMap<string, DayFacts>;
  first: Day;
  last: Day;
  onCursor: (day: Day) => void;
  onChoose: (day: Day) => void;
};

/** A month in which days with sessions are marked; the arrows go from day to day, Enter chooses one. */
export function Month({ label, cursor, chosen, facts, first, last, onCursor, onChoose }: Props) {
  const { language } = useWords();
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const weeks = weeksOf(cursor);
  const key = keyOf(cursor);
  useEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  }, [key]);

  const pressed = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (isWithin(cursor, first, last)) onChoose(cursor);
      return;
    }
    const next = dayAfterKey(cursor, event.key);
    if (next === undefined) return;
    event.preventDefault();
    moved.current = true;
    onCursor(nearestWithin(next, first, last));
  };

  return (
    <table ref={table} className={style['month']} role="grid" aria-label={label} onKeyDown={pressed}>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={keyOf(day)} scope="col" abbr={new Intl.DateTimeFormat(language, { weekday: 'long' }).format(startOf(day))}>
              {dateIn(startOf(day), 'weekday', language).slice(0, language === 'ja' ? 1 : 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={keyOf(week[0] ?? cursor)}>
            {week.map((day) => (
              <DayCell
                key={keyOf(day)}
                day={day}
                facts={facts.get(keyOf(day))}
                isOther={day.month !== cursor.month}
                isOut={!isWithin(day, first, last)}
                isChosen={keyOf(day) === chosen}
                isCursor={keyOf(day) === key}
                onChoose={() => onChoose(day)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps = {
  day: Day;
  facts: DayFacts | undefined;
  isOther: boolean;
  isOut: boolean;
  isChosen: boolean;
  isCursor: boolean;
  onChoose: () => void;
};

function DayCell({ day, facts, isOther, isOut, isChosen, isCursor, onChoose }: CellProps) {
  const { language } = useWords();
  const said = useDayWords(day, facts);
  return (
    <td
      role="gridcell"
      tabIndex={isCursor ? 0 : -1}
      aria-selected={isChosen}
      aria-disabled={isOut}
      aria-label={said}
      title={said}
      className={style['day']}
      {...(isOther ? { 'data-other': true } : {})}
      {...(isOut ? {} : { onClick: onChoose })}
    >
      <span>{formatNumber(day.day, language)}</span>
      <DayMarks facts={facts} />
    </td>
  );
}

/** A day and what happened on it, to be read out. */
function useDayWords(day: Day, facts: DayFacts | undefined): string {
  const { t, language } = useWords();
  const count = (kind: 'sessions' | 'failed' | 'missed' | 'damaged', number: number) =>
    number > 0 ? [t(`restore-screen.day-${kind}`, { count: number, formatted: formatNumber(number, language) })] : [];
  const marks = [
    ...count('sessions', facts?.sessions.length ?? 0),
    ...count('damaged', facts?.damaged ?? 0),
    ...count('failed', facts?.failed ?? 0),
    ...count('missed', facts?.missed ?? 0),
  ];
  const joined = marks.length === 0 ? t('restore-screen.day-none') : marks.join(t('timeline.comma'));
  return t('restore-screen.day', { day: dateIn(startOf(day), 'day', language), marks: joined });
}
