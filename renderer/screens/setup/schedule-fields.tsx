import { HourStep } from '../../../electron/contract/schedule.ts';
import { formatSpan } from '../../../electron/contract/words/format.ts';
import type { Errors } from '../../parts/errors.ts';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Schedule.module.css';
import type { WhenField, WhenText } from './when-text.ts';

export type ScheduleProps = {
  text: WhenText;
  errors: Errors<WhenField>;
  onChange: (text: WhenText, ...fields: WhenField[]) => void;
  onLook: (field: WhenField, isTyped: boolean) => void;
};

const hour = 3_600_000;
const steps = [1, 2, 3, 4, 6, 8, 12].filter((step) => HourStep.safeParse(step).success);
const days = Array.from({ length: 28 }, (_, index) => String(index + 1));

/** The time of day. */
export function TimeField({ text, errors, onChange, onLook }: ScheduleProps) {
  const { t } = useWords();
  return (
    <div className={style['short']}>
      <Field
        label={t('when.at')}
        value={text.at}
        onChange={(at) => onChange({ ...text, at }, 'at')}
        onBlur={() => onLook('at', text.at !== '')}
        error={errors.at}
        placeholder="02:30"
        inputMode="numeric"
      />
    </div>
  );
}

/** How many hours lie between two backups, and at which minute they begin. */
export function HourlyFields({ text, errors, onChange, onLook }: ScheduleProps) {
  const { t, language } = useWords();
  return (
    <>
      <div className={style['short']}>
        <Select
          label={t('when.every')}
          value={text.every}
          onChange={(every) => onChange({ ...text, every })}
          options={steps.map((step) => ({ id: String(step), label: formatSpan(step * hour, language) }))}
        />
      </div>
      <div className={style['short']}>
        <Field
          label={t('when.minute')}
          value={text.minute}
          onChange={(minute) => onChange({ ...text, minute }, 'minute')}
          onBlur={() => onLook('minute', text.minute !== '')}
          error={errors.minute}
          placeholder="0"
          inputMode="numeric"
        />
      </div>
    </>
  );
}

/** A day that every month has, or the last. */
export function MonthDay({ text, onChange }: Pick<ScheduleProps, 'text' | 'onChange'>) {
  const { t } = useWords();
  return (
    <div className={style['short']}>
      <Select
        label={t('when.day')}
        value={text.day}
        onChange={(day) => onChange({ ...text, day })}
        options={[...days.map((day) => ({ id: day, label: t('when.day-of-month', { day }) })), { id: 'last', label: t('when.last-day') }]}
      />
    </div>
  );
}
