import { useState } from 'react';
import { formatDate } from '../../../electron/contract/words/format.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { useSettled } from '../../parts/settled.ts';
import { useFailureSentence } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import style from './SessionChoice.module.css';

type Props = {
  name: string;
  session: number;
  before: number | null;
  after: number | null;
  onSession: (session: number) => void;
};

/** The ways to another session: the one before, the one after, and a moment in words, which is answered with the session that it means. */
export function SessionChoice({ name, session, before, after, onSession }: Props) {
  const { t, language } = useWords();
  const [text, setText] = useState('');
  const moment = useSettled(text.trim(), 180);
  const isTyped = text.trim() !== '';
  const { data, error, isPending } = useAsk('history.moment', { name, at: moment }, { enabled: moment !== '' && moment.length <= 64 });
  const sentence = useFailureSentence();
  const isSettled = isTyped && moment === text.trim() && !isPending;
  const date = (time: number) => formatDate(time * 1000, language);

  const goThere = (time: number) => {
    setText('');
    onSession(time);
  };
  return (
    <div className={style['choice']} role="group" aria-label={t('browse.choice')}>
      <div className={style['steps']}>
        <Step label={t('browse.previous')} keys="⇧ ←" path="M10 3.5 5.5 8l4.5 4.5" to={before} onSession={onSession} />
        <Step label={t('browse.next')} keys="⇧ →" path="M6 3.5 10.5 8 6 12.5" to={after} onSession={onSession} />
      </div>
      <form
        className={style['field']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isSettled && data) goThere(data.session);
        }}
      >
        <Field
          label={t('browse.moment')}
          bare
          value={text}
          onChange={setText}
          placeholder={t('browse.moment')}
          maxLength={64}
          onKeyDown={(event) => {
            event.continuePropagation();
            if (event.key !== 'Escape' || text === '') return;
            event.preventDefault();
            setText('');
          }}
        />
      </form>
      <p className={style['answer']} role="status">
        {!isTyped ? (
          <span className={style['hint']}>{t('browse.moment-hint')}</span>
        ) : isSettled && error ? (
          <span className={style['error']}>{sentence(error)}</span>
        ) : isSettled && data ? (
          <>
            <span>{t(data.session === session ? 'browse.moment-this' : 'browse.moment-answer', { time: date(data.session) })}</span>
            {data.session !== session && (
              <Button kind="quiet" onPress={() => goThere(data.session)}>
                {t('browse.moment-go')}
              </Button>
            )}
          </>
        ) : null}
      </p>
    </div>
  );
}

type StepProps = { label: string; keys: string; path: string; to: number | null; onSession: (session: number) => void };

function Step({ label, keys, path, to, onSession }: StepProps) {
  const { language } = useWords();
  const said = to === null ? label : `${label}: ${formatDate(to * 1000, language)}`;
  return (
    <span title={`${said} (${keys})`}>
      <Button aria-label={said} isDisabled={to === null} onPress={() => to !== null && onSession(to)}>
        <svg className={style['arrow']} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d={path} />
        </svg>
      </Button>
    </span>
  );
}
