import { Field } from '../../parts/Field.tsx';
import { Section } from '../../parts/Panel.tsx';
import { Switch } from '../../parts/Switch.tsx';
import { useWords } from '../../words/words.tsx';
import style from './More.module.css';
import type { MoreProps } from './Warnings.tsx';

/** Whether a restore is tried by itself, and how often. */
export function Proof({ text, errors, onChange, onLook }: MoreProps) {
  const { t } = useWords();
  return (
    <Section title={t('job-form.proof')}>
      <Switch
        label={t('job-form.drill')}
        hint={t('job-form.drill-hint')}
        isSelected={text.hasDrill}
        onChange={(hasDrill) => onChange({ ...text, hasDrill }, 'drill')}
      />
      {text.hasDrill && (
        <div className={style['target']}>
          <Field
            label={t('job-form.drill-days')}
            value={text.drill}
            onChange={(drill) => onChange({ ...text, drill }, 'drill')}
            onBlur={() => onLook('drill', true)}
            error={errors.drill}
            inputMode="numeric"
          />
        </div>
      )}
    </Section>
  );
}
