import { useState } from 'react';
import type { MailVerdict, SecretPlaces } from '../../../electron/contract/alerts.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { verdictSentence } from '../../../electron/contract/words/mail-words.ts';
import { Refused } from '../../bridge/bridge.ts';
import { Button } from '../../parts/Button.tsx';
import { isFine, useErrors } from '../../parts/errors.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { Sending } from '../../parts/Sending.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { Warning } from '../../parts/Warning.tsx';
import { useWords } from '../../words/words.tsx';
import { refusedMailField, troubledField } from './mail-answer.ts';
import { MailLogin } from './MailLogin.tsx';
import { MailPeople } from './MailPeople.tsx';
import { MailServer } from './MailServer.tsx';
import style from './MailForm.module.css';
import {
  mailDraftOf,
  mailTextOf,
  wrongMail,
  wrongMailField,
  type KeptMail,
  type MailField,
  type MailPart,
  type MailText,
} from './mail-text.ts';
import { useSecretDo } from './secret.ts';

type Props = { kept: KeptMail; secrets: SecretPlaces; onClose: () => void };

/** How mail leaves and to whom, with a test that says what is wrong; nothing is kept before it is saved. */
export function MailForm({ kept, secrets, onClose }: Props) {
  const { t } = useWords();
  const [text, setText] = useState(() => mailTextOf(kept, secrets));
  const [verdict, setVerdict] = useState<MailVerdict | null>(null);
  const { errors, form, set, show } = useErrors<MailField>();
  const test = useSecretDo('mail.test');
  const save = useSecretDo('mail.set');
  const isBusy = test.isPending || save.isPending;
  const trouble = [test.error, save.error].find((error) => error !== null && !isSaid(error, text)) ?? null;

  const part: MailPart = {
    text,
    errors,
    onChange: (next, ...fields) => {
      setText(next);
      setVerdict(null);
      for (const field of fields) if (errors[field] !== undefined) set(field, undefined);
    },
    onLook: (field, isTyped, next) => {
      // An error that appears would move a button away from under the pointer that presses it.
      if (next instanceof HTMLButtonElement) return;
      if (isTyped && errors[field] === undefined) set(field, wrongMailField(t, text, field, kept));
    },
  };

  /** What is typed, ready to be sent; undefined while something of it is wrong. */
  function checked() {
    const wrong = wrongMail(t, text, kept);
    setVerdict(null);
    [test, save].forEach((act) => act.reset());
    show(wrong);
    return isFine(wrong) ? { mail: mailDraftOf(text), password: text.password === '' ? null : text.password } : undefined;
  }

  function refused(error: unknown): void {
    const wrong = error instanceof Refused ? refusedMailField(t, error.failure, text) : undefined;
    if (wrong) show(wrong);
  }

  function tryIt(): void {
    const draft = checked();
    if (!draft) return;
    const answered = (answer: MailVerdict) => {
      const field = troubledField(answer, text);
      if (field === undefined) setVerdict(answer);
      else show({ [field]: verdictSentence(t, answer) });
    };
    test.mutate(draft, { onSuccess: answered, onError: refused });
  }

  function keep(): void {
    const draft = checked();
    if (draft) save.mutate(draft, { onSuccess: onClose, onError: refused });
  }

  return (
    <Sending form={form} isBusy={isBusy} onSend={keep}>
      <Panel>
        <MailServer {...part} />
        <MailLogin {...part} hasKeyring={secrets.keyring} hasPassword={kept.hasPassword} />
        <MailPeople {...part} />
        {(verdict !== null || trouble !== null) && (
          <Section>
            {verdict && <Verdict verdict={verdict} />}
            {trouble !== null && <Trouble error={trouble} />}
          </Section>
        )}
        <Foot note={test.isPending && <Waiting>{t('mail-form.testing', { host: visible(text.host) })}</Waiting>}>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button onPress={tryIt} isPending={test.isPending}>
            {t('mail-form.test')}
          </Button>
          <Button kind="primary" type="submit" isPending={save.isPending}>
            {t('common.save')}
          </Button>
        </Foot>
      </Panel>
    </Sending>
  );
}

/** What came of a test that is about no single field. */
function Verdict({ verdict }: { verdict: MailVerdict }) {
  const { t } = useWords();
  const said = <Sentence text={verdictSentence(t, verdict)} />;
  if (verdict.verdict !== 'sent') return <Warning state="at-risk">{said}</Warning>;
  return (
    <p className={style['sent']} role="status">
      <Glyph state="protected" />
      {said}
    </p>
  );
}

/** True for a refusal that stands beside a field. */
const isSaid = (error: unknown, text: MailText): boolean =>
  error instanceof Refused && refusedMailField((word) => word, error.failure, text) !== undefined;
