import { useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { useErrors } from '../../parts/errors.ts';
import { Field } from '../../parts/Field.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Sending } from '../../parts/Sending.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { useSecretDo } from './secret.ts';
import style from './Unlock.module.css';

/** Takes the mail password where it is not known: each start, when nobody wanted it kept, or when it cannot be read any more. */
export function Unlock({ isAsked }: { isAsked: boolean }) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const { errors, form, set, show } = useErrors<'password'>();
  const unlock = useSecretDo('mail.unlock');
  const use = () => {
    if (password === '') show({ password: t('mail-form.password-needed') });
    else unlock.mutate({ password }, { onSuccess: () => setPassword('') });
  };
  return (
    <div className={style['locked']}>
      <Glyph state="attention" />
      <div className={style['inside']}>
        <p>{t(isAsked ? 'mail-set.unlock-ask' : 'mail-set.unlock-lost')}</p>
        <Sending form={form} isBusy={unlock.isPending} onSend={use}>
          <div className={style['field']}>
            <Field
              label={t('mail-set.password')}
              type="password"
              value={password}
              error={errors.password}
              onChange={(typed) => {
                setPassword(typed);
                set('password', undefined);
              }}
            />
            <Button type="submit" isPending={unlock.isPending}>
              {t('mail-set.unlock')}
            </Button>
          </div>
        </Sending>
        {unlock.error && <Trouble error={unlock.error} />}
      </div>
    </div>
  );
}
