import type { Errors } from '../../parts/errors.ts';
import { Field } from '../../parts/Field.tsx';
import { Section } from '../../parts/Panel.tsx';
import { useWords } from '../../words/words.tsx';
import type { JobField, JobText } from './job-text.ts';
import style from './More.module.css';
import { useUpcoming } from './use-upcoming.ts';

const hour = 3_600_000;

export type MoreProps = {
  text: JobText;
  errors: Errors<JobField>;
  onChange: (text: JobText, ...fields: JobField[]) => void;
  onLook: (field: JobField, isTyped: boolean) => void;
};

/** How old a good backup may become, and who else is told of each one. */
export function Warnings({ text, errors, onChange, onLook }: MoreProps) {
  const { t } = useWords();
  const { upcoming } = useUpcoming(text.when);
  return (
    <Section title={t('job-form.warnings')}>
      <div className={style['target']}>
        <Field
          label={t('job-form.target')}
          value={text.target}
          onChange={(target) => onChange({ ...text, target }, 'target')}
          onBlur={() => onLook('target', text.target !== '')}
          error={errors.target}
          hint={t('job-form.target-hint')}
          inputMode="numeric"
          {...(upcoming?.target === undefined ? {} : { placeholder: String(Math.ceil(upcoming.target / hour)) })}
        />
      </div>
      <Field
        label={t('job-form.ping')}
        value={text.ping}
        onChange={(ping) => onChange({ ...text, ping }, 'ping')}
        onBlur={() => onLook('ping', text.ping !== '')}
        error={errors.ping}
        hint={t('job-form.ping-hint')}
        placeholder="https://hc-ping.com/…"
        mono
      />
    </Section>
  );
}
