import { Check } from '../../parts/Check.tsx';
import { Field } from '../../parts/Field.tsx';
import { Fold } from '../../parts/Fold.tsx';
import { Section } from '../../parts/Panel.tsx';
import { Switch } from '../../parts/Switch.tsx';
import { useWords } from '../../words/words.tsx';
import type { JobText } from './job-text.ts';
import style from './More.module.css';
import { Proof } from './Proof.tsx';
import { Rules } from './Rules.tsx';
import { Warnings, type MoreProps } from './Warnings.tsx';

type Props = MoreProps & { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** True when something of it is not as it comes. */
export const hasMore = (text: JobText): boolean => {
  const { rules, oneFileSystem, hasMarker, marker, notOnBattery, target, ping, hasDrill, drill, adopt } = text;
  const isBounded = rules.length > 0 || !oneFileSystem || !hasMarker || marker !== '.nobackup';
  const isWatched = notOnBattery || target !== '' || ping !== '' || !hasDrill || drill !== '7';
  return isBounded || isWatched || adopt;
};

/** What most jobs do not need: rules of one's own, bounds, warnings of its own, and going on with existing backups. */
export function More({ text, errors, isOpen, onOpenChange, onChange, onLook }: Props) {
  const { t } = useWords();
  return (
    <div className={style['more']}>
      <Fold title={t('job-form.more')} isOpen={isOpen} onOpenChange={onOpenChange}>
        <Section title={t('job-form.rules')} hint={t('job-form.rules-hint')}>
          <Rules
            rules={text.rules}
            errors={errors}
            onChange={(rules) => onChange({ ...text, rules }, 'rules', ...rules.map(({ id }) => `rule ${id}` as const))}
            onBlur={(id) =>
              onLook(
                `rule ${id}`,
                text.rules.some((rule) => rule.id === id && rule.pattern !== ''),
              )
            }
          />
        </Section>
        <Section title={t('job-form.bounds')}>
          <Switch
            label={t('job-form.one-file-system')}
            hint={t('job-form.one-file-system-hint')}
            isSelected={text.oneFileSystem}
            onChange={(oneFileSystem) => onChange({ ...text, oneFileSystem })}
          />
          <Switch
            label={t('job-form.marker')}
            hint={t('job-form.marker-hint')}
            isSelected={text.hasMarker}
            onChange={(hasMarker) => onChange({ ...text, hasMarker }, 'marker')}
          />
          {text.hasMarker && (
            <div className={style['marker']}>
              <Field
                label={t('job-form.marker-name')}
                value={text.marker}
                onChange={(marker) => onChange({ ...text, marker }, 'marker')}
                onBlur={() => onLook('marker', true)}
                error={errors.marker}
                mono
              />
            </div>
          )}
        </Section>
        <Section title={t('job-form.battery')}>
          <Switch
            label={t('job-form.not-on-battery')}
            hint={t('job-form.not-on-battery-hint')}
            isSelected={text.notOnBattery}
            onChange={(notOnBattery) => onChange({ ...text, notOnBattery })}
          />
        </Section>
        <Proof text={text} errors={errors} onChange={onChange} onLook={onLook} />
        <Warnings text={text} errors={errors} onChange={onChange} onLook={onLook} />
        <Section title={t('job-form.existing')}>
          <Check
            label={t('job-form.adopt')}
            hint={t('job-form.adopt-hint')}
            isSelected={text.adopt}
            onChange={(adopt) => onChange({ ...text, adopt })}
          />
        </Section>
      </Fold>
    </div>
  );
}
