import type { HostView, JobStatus } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { useVerdicts } from '../../parts/HostTest.tsx';
import { Page } from '../../parts/Page.tsx';
import { hostOf } from '../../parts/remedy.ts';
import { useWords } from '../../words/words.tsx';
import { HostRow } from './HostRow.tsx';
import style from './HostList.module.css';
import { OwnKey } from './OwnKey.tsx';

type Props = { hosts: readonly HostView[]; isBack: boolean; onAdd: () => void; onEdit: (host: HostView) => void };

/** All hosts under one sentence: are they still the ones that a person confirmed? */
export function HostList({ hosts, isBack, onAdd, onEdit }: Props) {
  const { t } = useWords();
  const { data: status } = useAsk('status', {});
  const verdicts = useVerdicts(hosts.map(({ host }) => host.name));
  const add = (
    <Button kind="primary" onPress={onAdd} autoFocus={isBack}>
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
  const changed = hosts.filter(({ host }) => {
    const verdict = verdicts.get(host.name)?.verdict;
    return verdict === undefined ? metOther(host, status?.jobs ?? []) : verdict === 'host-key-changed';
  });
  const names = changed.map(({ host }) => visible(host.name)).join(', ');
  return (
    <Page
      title={changed.length > 0 ? t('hosts.title-changed', { host: names }) : t('hosts.title', { count: hosts.length })}
      under={t(changed.length > 0 ? 'hosts.under-changed' : 'hosts.under')}
      actions={add}
    >
      <ul className={style['rows']} aria-label={t('hosts.list')}>
        {hosts.map((view) => (
          <HostRow key={view.host.id} view={view} isChanged={changed.includes(view)} onEdit={() => onEdit(view)} />
        ))}
      </ul>
      <OwnKey />
    </Page>
  );
}

/** The last run of one of its jobs met another key, and nobody has confirmed one since. */
const metOther = ({ name, confirmedAt }: HostView['host'], jobs: readonly JobStatus[]): boolean =>
  jobs.some((job) => hostOf(job) === name && job.last?.outcome?.cause === 'host-key-changed' && (job.last.endedAt ?? 0) > confirmedAt);
