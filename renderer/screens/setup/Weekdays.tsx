import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { weekdayName } from '../../../electron/contract/words/schedule-words.ts';
import { useWords } from '../../words/words.tsx';
import style from './Schedule.module.css';

type Props = { days: readonly number[]; error: string | undefined; onChange: (days: number[]) => void };

// A week begins on Monday in one language and on Sunday in the other.
const inOrder = { en: [1, 2, 3, 4, 5, 6, 7], ja: [7, 1, 2, 3, 4, 5, 6] };

/** The days of the week, each on or off. */
export function Weekdays({ days, error, onChange }: Props) {
  const { t, language } = useWords();
  const invalid = error === undefined ? {} : { 'data-invalid': true };
  return (
    <div className={style['days']}>
      <span className={style['label']} aria-hidden="true">
        {t('when.days')}
      </span>
      <ToggleButtonGroup
        className={style['toggles'] ?? ''}
        aria-label={t('when.days')}
        selectionMode="multiple"
        selectedKeys={days}
        onSelectionChange={(chosen) => onChange([...chosen].map(Number).sort((a, b) => a - b))}
      >
        {inOrder[language].map((day) => (
          <ToggleButton key={day} id={day} className={style['day'] ?? ''} aria-label={weekdayName(day, language, 'long')} {...invalid}>
            {weekdayName(day, language, 'short')}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {error !== undefined && (
        <p className={style['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
