import { useState } from 'react';
import type { SeenKey } from '../../../electron/contract/host.ts';
import type { HostView } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Refused } from '../../bridge/bridge.ts';
import { useDo } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { isFine, useErrors } from '../../parts/errors.ts';
import { forget, useKept } from '../../parts/kept.ts';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { Sending } from '../../parts/Sending.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { Warning } from '../../parts/Warning.tsx';
import { useWords } from '../../words/words.tsx';
import { HostAnswer } from './HostAnswer.tsx';
import { HostFields } from './HostFields.tsx';
import { blankHost, draftOf, refusedField, textOf, wrongField, wrongFields, type HostField } from './host-text.ts';
import { KeyStep } from './KeyStep.tsx';
import { OwnKey } from './OwnKey.tsx';
import { MakeReadKey } from './ReadKey.tsx';

type Props = {
  host?: HostView;
  onDone: (name: string) => void;
  onCancel: () => void;
  /** What the way back and the way on are called, where they are not "Cancel" and "Done". */
  back?: string;
  next?: string;
  /** Under this name what is typed is found again, until the host is kept. */
  keep?: string;
};
type Step = { at: 'form'; notice?: 'stopped' | 'differs' } | { at: 'key'; seen: SeenKey } | { at: 'test' };

/** A host from its address to a working connection: the fields, the key that a person confirms, the test. */
export function HostForm({ host, onDone, onCancel, back, next, keep }: Props) {
  const { t } = useWords();
  const [text, setText] = useKept(keep, host ? textOf(host) : blankHost);
  const [kept, setKept] = useState(host);
  const [step, setStep] = useState<Step>({ at: 'form' });
  const { errors, form, set, show } = useErrors<HostField>();
  const scan = useDo('host.scan');
  const add = useDo('host.add');
  const change = useDo('host.change');
  const isKeeping = add.isPending || change.isPending;
  const trouble = [scan.error, add.error, change.error].find((error) => error !== null && !isSaid(error)) ?? null;

  /** What the engine has against it, beside its field; what is about no field stands below. */
  function refused(error: unknown): void {
    if (!(error instanceof Refused)) return;
    const wrong = refusedField(t, error.failure);
    if (wrong) {
      setStep({ at: 'form' });
      show(wrong);
    } else if (error.failure.kind === 'fingerprint-differs') setStep({ at: 'form', notice: 'differs' });
  }

  function ask(): void {
    const wrong = wrongFields(t, text);
    show(wrong);
    if (!isFine(wrong)) return;
    [add, change].forEach((act) => act.reset());
    setStep({ at: 'form' });
    const draft = draftOf(text);
    // At the same door nobody is asked again: a host may be renamed while it is down.
    if (kept && draft.address === kept.host.address && draft.port === kept.host.port) {
      keepIt(kept);
      return;
    }
    const found = (seen: SeenKey) => {
      if (seen.fingerprint === kept?.fingerprint) keepIt(seen);
      else setStep({ at: 'key', seen });
    };
    scan.mutate({ ...draft, was: kept?.host.name ?? null }, { onSuccess: found, onError: refused });
  }

  function keepIt({ fingerprint }: Pick<SeenKey, 'fingerprint'>): void {
    const then = {
      onSuccess: (view: HostView) => {
        setKept(view);
        setStep({ at: 'test' });
        if (keep !== undefined) forget(keep);
      },
      onError: refused,
    };
    if (kept) change.mutate({ ...draftOf(text), was: kept.host.name, fingerprint }, then);
    else add.mutate({ ...draftOf(text), fingerprint }, then);
  }

  if (step.at === 'test' && kept) {
    return <HostAnswer host={kept.host.name} next={next} onDone={onDone} onChange={() => setStep({ at: 'form' })} />;
  }
  if (step.at === 'key') {
    return (
      <KeyStep
        host={draftOf(text)}
        seen={step.seen}
        before={kept?.fingerprint}
        error={trouble}
        isKeeping={isKeeping}
        onTrust={() => keepIt(step.seen)}
        onStop={() => setStep({ at: 'form', notice: 'stopped' })}
      />
    );
  }
  const isBusy = scan.isPending || isKeeping;
  return (
    <Sending form={form} isBusy={isBusy} onSend={ask}>
      <Panel>
        <Section>
          {step.at === 'form' && step.notice !== undefined && <Warning>{t(`host-form.${step.notice}`)}</Warning>}
          <HostFields
            text={text}
            errors={errors}
            onChange={(typed, field) => {
              setText(typed);
              if (errors[field] !== undefined) set(field, undefined);
            }}
            onBlur={(field) => {
              const isTyped = field === 'command' ? text.path !== '' : text[field] !== '';
              if (isTyped && errors[field] === undefined) set(field, wrongField(t, text, field));
            }}
          />
          <OwnKey user={text.user} />
          <MakeReadKey user={text.user} />
          {trouble !== null && <Trouble error={trouble} />}
        </Section>
        <Foot note={isBusy && <Waiting>{t('host-form.asking', { address: visible(text.address) })}</Waiting>}>
          <Button onPress={onCancel}>{back ?? t('common.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={isBusy}>
            {t(kept ? 'common.save' : 'host-form.next')}
          </Button>
        </Foot>
      </Panel>
    </Sending>
  );
}

/** True for a refusal that stands beside a field, or over the form. */
const isSaid = (error: unknown): boolean =>
  error instanceof Refused && (error.failure.kind === 'fingerprint-differs' || refusedField((word) => word, error.failure) !== undefined);
