import { useState } from 'react';
import type { HostView, JobStatus } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { hostOf } from '../../parts/remedy.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { HostForm } from './HostForm.tsx';
import { HostRow } from './HostRow.tsx';
import style from './HostsScreen.module.css';
import { OwnKey } from './OwnKey.tsx';

type Shown = { what: 'list'; isBack: boolean } | { what: 'form'; host?: HostView };

/** The machines that are reached over SSH, and whether each still is the one that a person confirmed. */
export function HostsScreen() {
  const { t } = useWords();
  const [shown, setShown] = useState<Shown>({ what: 'list', isBack: false });
  const { data: hosts, error, refetch } = useAsk('host.list', {});
  const { data: status } = useAsk('status', {});
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
  if (error) {
    return (
      <Page title={t('nav.hosts')}>
        <Trouble error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  if (!hosts) return <Page title={t('nav.hosts')}>{null}</Page>;

  const changed = hosts.filter((host) => isChanged(host, status?.jobs ?? []));
  const add = (
    <Button kind="primary" onPress={() => setShown({ what: 'form' })} autoFocus={shown.isBack}>
      {t('hosts.add')}
    </Button>
  );
  if (hosts.length === 0) {
    return (
      <Page title={t('hosts.none')} under={t('hosts.none-text')}>
        <div className={style['first']}>{add}</div>
        <OwnKey />
      </Page>
    );
  }
  const names = changed.map(({ host }) => visible(host.name)).join(', ');
  return (
    <Page
      title={changed.length > 0 ? t('hosts.title-changed', { host: names }) : t('hosts.title', { count: hosts.length })}
      under={t(changed.length > 0 ? 'hosts.under-changed' : 'hosts.under')}
      actions={add}
    >
      <ul className={style['rows']} aria-label={t('hosts.list')}>
        {hosts.map((host) => (
          <HostRow key={host.host.id} view={host} isChanged={changed.includes(host)} onEdit={() => setShown({ what: 'form', host })} />
        ))}
      </ul>
      <OwnKey />
    </Page>
  );
}

/** The last run of one of its jobs met another key, and nobody has confirmed one since. */
const isChanged = ({ host }: HostView, jobs: readonly JobStatus[]): boolean =>
  jobs.some(
    (job) => hostOf(job) === host.name && job.last?.outcome?.cause === 'host-key-changed' && (job.last.endedAt ?? 0) > host.confirmedAt,
  );
