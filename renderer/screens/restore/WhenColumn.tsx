import { useState } from 'react';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Button } from '../../parts/Button.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { dateAs } from '../../parts/timeline/dates.ts';
import type { Past } from '../../parts/timeline/points.ts';
import { useFailureSentence } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import type { Sessions } from '../history/sessions.ts';
import { Under } from '../history/Title.tsx';
import { Column } from './Column.tsx';
import { dateIn, timeInUtc } from './dates.ts';
import { MarkLegend } from './DayMarks.tsx';
import { Month } from './Month.tsx';
import { addMonths, dayOf, factsByDay, keyOf, nearestWithin, type Day } from './month.ts';
import type { TypedMoment } from './use-session.ts';
import style from './WhenColumn.module.css';

type Props = {
  past: Past | undefined;
  sessions: Sessions;
  session: number | undefined;
  newest: number | undefined;
  moment: TypedMoment;
  /** Also empties the field. */
  onSession: (session: number) => void;
};

/** The session that is wanted: typed as a moment, or chosen in a calendar. */
export function WhenColumn({ past, sessions, session, newest, moment, onSession }: Props) {
  const { t, language } = useWords();
  const facts = factsByDay(past);
  const good = sessions.filter(({ state }) => state !== 'interrupted');
  const day = session === undefined ? undefined : dayOf(session * 1000);
  const [cursor, setCursor] = useCursor(day);
  const oldest = good.at(-1)?.time;
  const ofDay = day === undefined ? [] : (facts.get(keyOf(day))?.sessions ?? []);

  const [first, last] = [dayOf((oldest ?? 0) * 1000), dayOf((newest ?? 0) * 1000)];
  const toMonth = (months: number) => cursor && setCursor(nearestWithin(addMonths(cursor, months), first, last));
  const choose = (chosen: Day) => {
    setCursor(chosen);
    const latest = facts.get(keyOf(chosen))?.sessions[0];
    // Of a day without one, the field says which session is meant.
    if (latest === undefined) moment.type(keyOf(chosen));
    else onSession(latest);
  };
  return (
    <Column title={t('restore-screen.when')}>
      <MomentField moment={moment} />
      {cursor && oldest !== undefined && newest !== undefined && (
        <>
          <div className={style['head']}>
            <h3 aria-live="polite">{dateAs(new Date(cursor.year, cursor.month, 1).getTime(), 'month-year', language)}</h3>
            <Step label={t('restore-screen.previous-month')} path="M10 3.5 5.5 8l4.5 4.5" onPress={() => toMonth(-1)} />
            <Step label={t('restore-screen.next-month')} path="M6 3.5 10.5 8 6 12.5" onPress={() => toMonth(1)} />
          </div>
          <Month
            label={dateAs(new Date(cursor.year, cursor.month, 1).getTime(), 'month-year', language)}
            cursor={cursor}
            chosen={day === undefined ? '' : keyOf(day)}
            facts={facts}
            first={first}
            last={last}
            onCursor={setCursor}
            onChoose={choose}
          />
          {ofDay.length > 1 && session !== undefined && (
            <Choice
              label={t('restore-screen.of-day')}
              inRow
              options={ofDay.toReversed().map((time) => ({ value: String(time), label: dateAs(time * 1000, 'time', language) }))}
              value={String(session)}
              onChange={(time) => onSession(Number(time))}
            />
          )}
          <div className={style['under']}>
            <Under session={session} newest={newest} sessions={sessions} />
            {session !== undefined && <p className={style['utc']}>{timeInUtc(session * 1000)}</p>}
          </div>
          <div className={style['ends']}>
            <Button onPress={() => onSession(oldest)} isDisabled={session === oldest}>
              {t('restore-screen.oldest')}
            </Button>
            <Button onPress={() => onSession(newest)} isDisabled={session === newest}>
              {t('restore-screen.newest')}
            </Button>
          </div>
          <MarkLegend facts={facts.values()} />
        </>
      )}
    </Column>
  );
}

/** The day that the calendar stands at: that of the session, until one looks elsewhere. */
function useCursor(day: Day | undefined): [Day | undefined, (day: Day) => void] {
  const [cursor, setCursor] = useState(day);
  const [seen, setSeen] = useState(day && keyOf(day));
  if (day && keyOf(day) !== seen) {
    setSeen(keyOf(day));
    setCursor(day);
  }
  return [cursor, setCursor];
}

/** A moment as a person writes it, always answered with the session that it means. */
function MomentField({ moment: { text, type, answer, error } }: { moment: TypedMoment }) {
  const { t, language } = useWords();
  const sentence = useFailureSentence();
  return (
    <div className={style['field']}>
      <Field
        label={t('restore-screen.moment')}
        value={text}
        onChange={type}
        maxLength={64}
        onKeyDown={(event) => {
          event.continuePropagation();
          if (event.key !== 'Escape' || text === '') return;
          event.preventDefault();
          type('');
        }}
        error={error ? sentence(error) : undefined}
      />
      {!error && (
        <p className={style['answer']} role="status">
          {answer === undefined
            ? t('restore-screen.moment-hint')
            : t('restore-screen.moment-answer', { text: visible(text.trim()), time: dateIn(answer * 1000, 'answer', language) })}
        </p>
      )}
    </div>
  );
}

const Step = ({ label, path, onPress }: { label: string; path: string; onPress: () => void }) => (
  <Button kind="quiet" aria-label={label} onPress={onPress}>
    <svg className={style['arrow']} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={path} />
    </svg>
  </Button>
);
