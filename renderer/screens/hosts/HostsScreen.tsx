import { useState } from 'react';
import type { HostView } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Page } from '../../parts/Page.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { HostForm } from './HostForm.tsx';
import { HostList } from './HostList.tsx';

type Shown = { what: 'list'; isBack: boolean } | { what: 'form'; host?: HostView };

/** The machines that are reached over SSH: all of them, or the one that is being added or changed. */
export function HostsScreen() {
  const { t } = useWords();
  const [shown, setShown] = useState<Shown>({ what: 'list', isBack: false });
  const { data: hosts, error, refetch } = useAsk('host.list', {});
  const close = () => setShown({ what: 'list', isBack: true });

  if (shown.what === 'form') {
    const { host } = shown;
    return (
      <Page
        title={host ? t('hosts.change-title', { host: visible(host.host.name) }) : t('hosts.new-title')}
        under={host ? undefined : t('hosts.new-under')}
      >
        <HostForm {...(host ? { host } : {})} onDone={close} onCancel={close} />
      </Page>
    );
  }
  if (hosts) {
    return (
      <HostList
        hosts={hosts}
        isBack={shown.isBack}
        onAdd={() => setShown({ what: 'form' })}
        onEdit={(host) => setShown({ what: 'form', host })}
      />
    );
  }
  return <Page title={t('nav.hosts')}>{error && <Trouble error={error} retry={() => void refetch()} />}</Page>;
}
