import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { Section } from '../../parts/Panel.tsx';
import { useWords } from '../../words/words.tsx';
import style from './MailForm.module.css';
import type { MailPart } from './mail-text.ts';

type Props = MailPart & { hasKeyring: boolean; hasPassword: boolean };

/** Who logs in, and where the password is kept; it never comes back to this form. */
export function MailLogin({ text, errors, onChange, onLook, hasKeyring, hasPassword }: Props) {
  const { t } = useWords();
  const needsLogin = text.user.trim() !== '';
  return (
    <Section title={t('mail-form.login-title')}>
      <div className={style['login']}>
        <Field
          label={t('mail-form.user')}
          value={text.user}
          onChange={(user) => onChange({ ...text, user }, 'user', 'password', 'place')}
          onBlur={({ relatedTarget }) => onLook('user', text.user !== '', relatedTarget)}
          error={errors.user}
          hint={t('mail-form.user-hint')}
        />
        <Field
          label={t('mail-form.password')}
          type="password"
          value={text.password}
          onChange={(password) => onChange({ ...text, password }, 'password')}
          error={errors.password}
          isDisabled={!needsLogin}
          {...(hasPassword && needsLogin ? { placeholder: t('mail-form.kept') } : {})}
        />
      </div>
      {needsLogin && (
        <Choice
          label={t('mail-form.place')}
          value={text.place}
          onChange={(place) => onChange({ ...text, place }, 'place')}
          error={errors.place}
          options={[
            ...(hasKeyring ? [{ value: 'keyring', label: t('mail-form.keyring'), hint: t('mail-form.keyring-hint') } as const] : []),
            { value: 'file', label: t('mail-form.file'), hint: t('mail-form.file-hint') },
            { value: 'ask', label: t('mail-form.ask'), hint: t('mail-form.ask-hint') },
          ]}
        />
      )}
    </Section>
  );
}
