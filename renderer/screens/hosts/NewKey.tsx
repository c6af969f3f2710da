import { useState } from 'react';
import type { SeenKey } from '../../../electron/contract/host.ts';
import type { HostView } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useDo } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { HostTest, useHostTest } from '../../parts/HostTest.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Warning } from '../../parts/Warning.tsx';
import { useWords } from '../../words/words.tsx';
import { Sure, TwoKeys } from './TwoKeys.tsx';
import style from './NewKey.module.css';

type Props = { view: HostView; onClose: () => void; onTrusted: () => void };

/** The confirmed key and the one that answers now, one above the other; trusting the new one is a step of its own. */
export function NewKey({ view, onClose, onTrusted }: Props) {
  const { t } = useWords();
  const { host, fingerprint } = view;
  const facts = { host: visible(host.name) };
  const { data: verdict } = useHostTest(host.name);
  // What was compared stays on screen, also after it has become the pinned one.
  const [old] = useState({ fingerprint, at: host.confirmedAt });
  const [isSure, setSure] = useState(false);
  const [isCompared, setCompared] = useState(false);
  const trust = useDo('host.trust');
  const seen: SeenKey | null = verdict?.verdict === 'host-key-changed' ? verdict.seen : null;

  if (trust.isSuccess) {
    return (
      <Sheet title={t('new-key.title', facts)} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
        <p role="status">{t('new-key.trusted', facts)}</p>
      </Sheet>
    );
  }
  if (!seen) {
    return (
      <Sheet title={t('new-key.title', facts)} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
        <div className={style['stack']}>
          {verdict?.verdict === 'ok' && <p>{t('new-key.same', facts)}</p>}
          <HostTest name={host.name} />
        </div>
      </Sheet>
    );
  }
  const act = () => trust.mutate({ name: host.name, fingerprint: seen.fingerprint }, { onSuccess: onTrusted });
  return (
    <Sheet
      title={t('new-key.title', facts)}
      onClose={onClose}
      actions={
        isSure ? (
          <>
            <Button onPress={() => setSure(false)}>{t('common.back')}</Button>
            <Button kind="danger" onPress={act} isDisabled={!isCompared} isPending={trust.isPending}>
              {t('new-key.trust')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => setSure(true)}>{t('new-key.go-on')}</Button>
            <Button kind="primary" onPress={onClose}>
              {t('common.close')}
            </Button>
          </>
        )
      }
    >
      <div className={style['stack']}>
        <TwoKeys old={old} seen={seen} />
        {isSure ? (
          <Sure seen={seen} isCompared={isCompared} onCompared={setCompared} />
        ) : (
          <Warning state="at-risk">{t('new-key.warning')}</Warning>
        )}
        {trust.error && <Trouble error={trust.error} />}
      </div>
    </Sheet>
  );
}
