import { WebAddress } from '../../../electron/contract/alerts.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Button } from '../../parts/Button.tsx';
import { reasonAgainst } from '../../parts/errors.ts';
import { useDo } from '../../bridge/questions.ts';
import { Field } from '../../parts/Field.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { useAlertsChange } from './change.ts';
import { Saved } from './Saved.tsx';
import style from './SettingsScreen.module.css';
import { useTyped } from './typed.ts';

type Props = { of: 'ping' | 'webhook'; kept: string | null };

/** An address that is told what happens: saved when it is left, and tried when somebody wants to know whether it answers. */
export function AddressEntry({ of, kept }: Props) {
  const { t } = useWords();
  const { change, state } = useAlertsChange();
  const attempt = useDo('address.test');
  const { text, settle, field } = useTyped({
    value: kept ?? '',
    wrong: (typed) => (typed === '' ? undefined : reasonAgainst(t, WebAddress, typed)),
    save: (typed, then) => change({ [of]: typed === '' ? null : typed }, then),
  });
  const answer = attempt.data;
  return (
    <>
      <div className={style['entry']}>
        <div className={style['trying']}>
          <Field
            label={t(`${of}.address`)}
            {...field}
            onChange={(typed) => {
              attempt.reset();
              field.onChange(typed);
            }}
            mono
            placeholder={of === 'ping' ? 'https://hc-ping.com/…' : 'https://example.org/…'}
            hint={t(`${of}.address-hint`)}
          />
          <Button
            isDisabled={text === ''}
            isPending={attempt.isPending}
            onPress={() => {
              if (settle()) attempt.mutate({ address: text, of });
            }}
            aria-label={t('try.label', { name: t(`${of}.title`) })}
          >
            {t('try.do')}
          </Button>
        </div>
        <Saved state={state} isSaidByField />
      </div>
      {attempt.isPending && <Waiting>{t('try.asking')}</Waiting>}
      {answer && (
        <p className={style['answer']} role="status">
          <Glyph state={answer.ok ? 'protected' : 'at-risk'} />
          <Sentence text={t(answer.ok ? 'try.ok' : 'try.not-ok', { line: visible(answer.line) })} />
        </p>
      )}
      {attempt.error && <Trouble error={attempt.error} />}
    </>
  );
}
