import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { useWords } from '../../words/words.tsx';
import { HourlyFields, MonthDay, TimeField, type ScheduleProps } from './schedule-fields.tsx';
import style from './Schedule.module.css';
import { Upcoming } from './Upcoming.tsx';
import { useUpcoming } from './use-upcoming.ts';
import { Weekdays } from './Weekdays.tsx';
import type { WhenText } from './when-text.ts';
import { ZoneLine } from './ZoneLine.tsx';

const kinds = ['daily', 'weekly', 'hourly', 'monthly', 'cron', 'none'] as const satisfies WhenText['kind'][];

/** When a job is backed up by itself, with what that means in words and the next times. */
export function Schedule({ text, errors, onChange, onLook }: ScheduleProps) {
  const { t } = useWords();
  const { upcoming, error } = useUpcoming(text);
  const { kind } = text;
  return (
    <>
      <div className={style['fields']}>
        <div className={style['kind']}>
          <Select
            label={t('when.kind')}
            value={kind}
            onChange={(chosen) => onChange({ ...text, kind: chosen as WhenText['kind'] }, 'at', 'days', 'minute', 'cron', 'zone')}
            options={kinds.map((id) => ({ id, label: t(`when.${id}`) }))}
          />
        </div>
        {kind === 'monthly' && <MonthDay text={text} onChange={onChange} />}
        {(kind === 'daily' || kind === 'weekly' || kind === 'monthly') && (
          <TimeField text={text} errors={errors} onChange={onChange} onLook={onLook} />
        )}
        {kind === 'hourly' && <HourlyFields text={text} errors={errors} onChange={onChange} onLook={onLook} />}
        {kind === 'cron' && (
          <div className={style['rule']}>
            <Field
              label={t('when.rule')}
              value={text.rule}
              onChange={(rule) => onChange({ ...text, rule }, 'cron')}
              onBlur={() => onLook('cron', text.rule !== '')}
              error={errors.cron ?? error}
              hint={t('when.rule-hint')}
              placeholder="30 2 * * 1-5"
              mono
            />
          </div>
        )}
      </div>
      {kind === 'weekly' && <Weekdays days={text.days} error={errors.days} onChange={(days) => onChange({ ...text, days }, 'days')} />}
      {kind === 'none' ? (
        <p className={style['quiet']}>{t('when.none-text')}</p>
      ) : (
        <>
          <ZoneLine
            zone={text.zone}
            error={errors.zone}
            onChange={(zone) => onChange({ ...text, zone }, 'zone')}
            onBlur={() => onLook('zone', true)}
          />
          <Upcoming upcoming={upcoming} />
        </>
      )}
    </>
  );
}
