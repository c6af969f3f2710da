import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { Section } from '../../parts/Panel.tsx';
import { useWords } from '../../words/words.tsx';
import style from './MailForm.module.css';
import { withProtection, type MailPart } from './mail-text.ts';

/** Which server takes the mails, and how the way there is protected. */
export function MailServer({ text, errors, onChange, onLook }: MailPart) {
  const { t } = useWords();
  return (
    <Section title={t('mail-form.server-title')} hint={t('mail-form.server-hint')}>
      <div className={style['where']}>
        <Field
          label={t('mail-form.host')}
          value={text.host}
          onChange={(host) => onChange({ ...text, host }, 'host')}
          onBlur={({ relatedTarget }) => onLook('host', text.host !== '', relatedTarget)}
          error={errors.host}
          mono
          placeholder="smtp.example.org"
          autoFocus
        />
        <Field
          label={t('host-form.port')}
          value={text.port}
          onChange={(port) => onChange({ ...text, port }, 'port')}
          onBlur={({ relatedTarget }) => onLook('port', text.port !== '', relatedTarget)}
          error={errors.port}
          inputMode="numeric"
        />
      </div>
      <Choice
        label={t('mail-form.protection')}
        value={text.tls}
        onChange={(tls) => onChange(withProtection(text, tls), 'tls', 'port')}
        error={errors.tls}
        options={[
          { value: 'starttls', label: t('mail-form.starttls'), hint: t('mail-form.starttls-hint') },
          { value: 'tls', label: 'TLS', hint: t('mail-form.tls-hint') },
          { value: 'none', label: t('mail-form.none'), hint: t('mail-form.none-hint') },
        ]}
      />
    </Section>
  );
}
