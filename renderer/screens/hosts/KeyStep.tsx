import { useState } from 'react';
import type { SeenKey } from '../../../electron/contract/host.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Arrival } from '../../parts/Arrival.tsx';
import { Button } from '../../parts/Button.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { Compare } from './Compare.tsx';
import type { Comparison } from './compare-keys.ts';
import { Fingerprint, keyKind, lookThere } from './Fingerprint.tsx';
import style from './KeyStep.module.css';

type Props = {
  host: { name: string; address: string };
  seen: SeenKey;
  /** The fingerprint that the host was known by until now. */
  before: string | undefined;
  error: unknown;
  isKeeping: boolean;
  onTrust: () => void;
  onStop: () => void;
};

/** First contact: nobody but a person can say whether this is the right key. */
export function KeyStep({ host: { name, address }, seen, before, error, isKeeping, onTrust, onStop }: Props) {
  const { t } = useWords();
  const [answer, setAnswer] = useState<Comparison>(null);
  return (
    <Panel>
      <Section>
        <div>
          <Arrival>{t('key-step.title', { address: visible(address) })}</Arrival>
          <p className={style['text']}>{t('key-step.text', { name: visible(name) })}</p>
        </div>
        {before !== undefined && (
          <div className={style['key']}>
            <p className={style['kind']}>{t('key-step.before', { name: visible(name) })}</p>
            <Fingerprint text={before} />
          </div>
        )}
        <div className={style['key']}>
          <p className={style['kind']}>{keyKind(seen.hostKey)}</p>
          <Fingerprint text={seen.fingerprint} {...(before === undefined ? {} : { against: before })} />
        </div>
        <div className={style['key']}>
          <p className={style['look']}>{t('key-step.look')}</p>
          <CommandLine text={lookThere(seen.hostKey)} />
        </div>
        <Compare seen={seen.fingerprint} onAnswer={setAnswer} />
        {error !== null && <Trouble error={error} />}
      </Section>
      <Foot note={isKeeping ? <span role="status">{t('host-form.keeping')}</span> : undefined}>
        <Button onPress={onStop} isDisabled={isKeeping} kind={answer === 'differs' ? 'danger' : 'plain'}>
          {t('key-step.stop')}
        </Button>
        <Button kind="primary" onPress={onTrust} isPending={isKeeping} isDisabled={answer === 'differs'}>
          {t('key-step.trust')}
        </Button>
      </Foot>
    </Panel>
  );
}
