import { useState } from 'react';
import type { SeenKey } from '../../../electron/contract/host.ts';
import { Check } from '../../parts/Check.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { Warning } from '../../parts/Warning.tsx';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import { Compare } from './Compare.tsx';
import type { Comparison } from './compare-keys.ts';
import { Fingerprint, keyKind, lookThere } from './Fingerprint.tsx';
import style from './NewKey.module.css';

/** The key that was confirmed above the one that answers now, with what differs marked. */
export function TwoKeys({ old, seen }: { old: { fingerprint: string; at: number }; seen: SeenKey }) {
  const { t } = useWords();
  return (
    <>
      <div>
        <p className={style['kind']}>
          <strong>{t('new-key.pinned')}</strong>
          <When at={old.at} />
        </p>
        <Fingerprint text={old.fingerprint} />
      </div>
      <div>
        <p className={style['kind']}>
          <strong>{t('new-key.seen')}</strong>
          <span>{keyKind(seen.hostKey)}</span>
        </p>
        <Fingerprint text={seen.fingerprint} against={old.fingerprint} />
      </div>
    </>
  );
}

type Props = { seen: SeenKey; isCompared: boolean; onCompared: (isCompared: boolean) => void };

/** The last look before a new key is trusted: the server's own word, and a person's. */
export function Sure({ seen, isCompared, onCompared }: Props) {
  const { t } = useWords();
  const [answer, setAnswer] = useState<Comparison>(null);
  return (
    <>
      <Warning state="at-risk">{t('new-key.danger')}</Warning>
      <CommandLine text={lookThere(seen.hostKey)} />
      <Compare
        seen={seen.fingerprint}
        autoFocus
        onAnswer={(next) => {
          setAnswer(next);
          if (next === 'differs') onCompared(false);
        }}
      />
      <Check label={t('new-key.compared')} isSelected={isCompared} onChange={onCompared} isDisabled={answer === 'differs'} />
    </>
  );
}
