import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Letter, MailSettings } from '../../../electron/contract/alerts.ts';
import { formatMoment } from '../../../electron/contract/words/format.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { ask } from '../../bridge/bridge.ts';
import { useDo } from '../../bridge/questions.ts';
import { focusMain } from '../../parts/arrive.ts';
import { Button } from '../../parts/Button.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { isFocusLost } from '../../parts/handover.ts';
import { Name } from '../../parts/Name.tsx';
import { useNow } from '../../parts/now.ts';
import { Section } from '../../parts/Panel.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Letters.module.css';

const looked = 1000;
const shownAtFirst = 3;
const everyMs = 5000;

type Props = { mail: MailSettings | null };

/** The mails that could not leave, with the reason; nothing at all while every mail leaves. `onNone` when the last one was thrown away. */
export function Letters({ mail, onNone }: Props & { onNone: () => void }) {
  const { t } = useWords();
  const [isWhole, setWhole] = useState(false);
  const rows = useRef<HTMLUListElement>(null);
  const discarded = useRef<{ id: number; row: number }>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['letter.list', { unsent: true, limit: looked }],
    queryFn: () => ask('letter.list', { unsent: true, limit: looked }),
    // A try of the post is announced to nobody.
    refetchInterval: ({ state }) => (state.data?.some(isWaiting) ? everyMs : false),
  });
  // What takes the place of a letter that is gone takes the focus over.
  useEffect(() => {
    if (!discarded.current) return;
    const { id, row } = discarded.current;
    if (data?.some((letter) => letter.id === id)) return;
    discarded.current = null;
    if (!isFocusLost()) return;
    const left = rows.current?.children;
    if (left) focusMain(left[row] ?? left[left.length - 1]);
    else onNone();
  }, [data, onNone]);
  const stuck = (data ?? []).filter(({ trouble }) => trouble !== null || mail === null);
  if (stuck.length === 0 && !error) return null;
  const shown = isWhole ? stuck : stuck.slice(0, shownAtFirst);
  return (
    <Section title={t('letters.title')} hint={t('letters.hint')}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {shown.length > 0 && (
        <ul className={style['letters']} ref={rows}>
          {shown.map((letter, row) => (
            <LetterRow key={letter.id} letter={letter} mail={mail} onDiscard={() => (discarded.current = { id: letter.id, row })} />
          ))}
        </ul>
      )}
      {shown.length < stuck.length && (
        <p className={style['more']}>
          {t('letters.more', { count: stuck.length - shown.length })}
          <Button kind="quiet" onPress={() => setWhole(true)}>
            {t('common.more')}
          </Button>
        </p>
      )}
    </Section>
  );
}

const isWaiting = ({ state }: Letter): boolean => state === 'waiting';

function LetterRow({ letter, mail, onDiscard }: { letter: Letter; onDiscard: () => void } & Props) {
  const { t } = useWords();
  const retry = useDo('letter.retry');
  const discard = useDo('letter.discard');
  const { id, subject, to, createdAt, state } = letter;
  const error = retry.error ?? discard.error;
  return (
    <li className={style['letter']}>
      <Glyph state={state === 'dead' ? 'at-risk' : 'attention'} />
      <div>
        <p className={style['subject']}>
          <Name text={subject} />
        </p>
        <p className={style['to']}>
          <Sentence text={t('letters.to', { to: visible(to) })} /> · <When at={createdAt} />
        </p>
        <p className={style['why']}>
          <Sentence text={useWhy(letter, mail)} />
        </p>
      </div>
      <div className={style['actions']}>
        {mail && (
          <Button
            onPress={() => retry.mutate({ id })}
            isPending={retry.isPending}
            aria-label={t('letters.send-label', { subject: visible(subject) })}
          >
            {t('letters.send')}
          </Button>
        )}
        <Button
          onPress={() => {
            onDiscard();
            discard.mutate({ id });
          }}
          isPending={discard.isPending}
          aria-label={t('letters.discard-label', { subject: visible(subject) })}
        >
          {t('letters.discard')}
        </Button>
      </div>
      {error && (
        <div className={style['wide']}>
          <Trouble error={error} />
        </div>
      )}
    </li>
  );
}

/** Why a letter has not left. Without mail there is no server to name. */
function useWhy({ state, trouble, to, line, nextAt }: Letter, mail: MailSettings | null): string {
  const { t, language } = useWords();
  const now = useNow();
  if (!mail || trouble === null) return t(state === 'dead' ? 'letters.dead-no-mail' : 'letters.no-mail');
  const { host, port, user } = mail;
  const cause = t(`mail-trouble.${trouble}`, { host, port, user: user ?? '', to, line: visible(line).replace(/[.。]$/, '') });
  return state === 'dead'
    ? t('letters.dead', { cause })
    : t('letters.waiting', { cause, when: formatMoment(nextAt ?? now, now, language) });
}
