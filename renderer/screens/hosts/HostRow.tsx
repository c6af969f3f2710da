import { useState } from 'react';
import type { HostView } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { hrefOf } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { HostTest, useHostTest } from '../../parts/HostTest.tsx';
import { Name } from '../../parts/Name.tsx';
import { Warning } from '../../parts/Warning.tsx';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import style from './HostRow.module.css';
import { NewKey } from './NewKey.tsx';
import { RemoveHost } from './RemoveHost.tsx';

type Props = { view: HostView; isChanged: boolean; onEdit: () => void };

/** One host: where it is, by which key it is known, who needs it. */
export function HostRow({ view, isChanged, onEdit }: Props) {
  const { t } = useWords();
  const [isTested, setTested] = useState(false);
  const [open, setOpen] = useState<'key' | 'remove' | null>(null);
  const { host, fingerprint, jobs } = view;
  const { data: verdict, status, refetch } = useHostTest(host.name, isTested);
  const test = () => {
    setTested(true);
    if (status !== 'pending') void refetch();
  };
  const of = (action: string) => ({ 'aria-label': `${action} ${visible(host.name)}` });

  return (
    <li className={style['row']}>
      <div className={style['head']}>
        <h2 className={style['name']}>
          <Name text={host.name} />
        </h2>
        <p className={style['address']}>
          <Name text={`${host.user}@${host.address.includes(':') ? `[${host.address}]` : host.address}:${host.port}`} />
        </p>
      </div>
      <div className={style['actions']}>
        <Button onPress={test} {...of(t('hosts.test'))}>
          {t('hosts.test')}
        </Button>
        <Button onPress={onEdit} {...of(t('hosts.edit'))}>
          {t('hosts.edit')}
        </Button>
        <Button onPress={() => setOpen('remove')} {...of(t('common.remove'))}>
          {t('common.remove')}
        </Button>
      </div>
      <dl className={style['facts']}>
        <div className={style['key']}>
          <dt>{t('key-step.fingerprint')}</dt>
          <dd>
            <code>{fingerprint}</code>
          </dd>
        </div>
        <div>
          <dt>{t('hosts.confirmed')}</dt>
          <dd>
            <When at={host.confirmedAt} />
          </dd>
        </div>
        {host.readKeyFile !== null && (
          <div>
            <dt>{t('read-key.of')}</dt>
            <dd>
              <Name text={host.readKeyFile} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('hosts.version')}</dt>
          <dd>{host.version ?? t('hosts.version-unknown')}</dd>
        </div>
        <div>
          <dt>{t('hosts.jobs')}</dt>
          <dd className={style['jobs']}>
            {jobs.length === 0 && t('hosts.no-jobs')}
            {jobs.map((job) => (
              <a key={job} href={hrefOf({ screen: 'job', job })}>
                <Name text={job} />
              </a>
            ))}
          </dd>
        </div>
      </dl>
      {isChanged && (
        <div className={style['wide']}>
          <Warning state="at-risk" action={<Button onPress={() => setOpen('key')}>{t('help.keys')}</Button>}>
            {t('hosts.key-changed')}
          </Warning>
        </div>
      )}
      {isTested && verdict?.verdict !== 'host-key-changed' && (
        <div className={style['wide']}>
          <HostTest name={host.name} />
        </div>
      )}
      {open === 'key' && <NewKey view={view} onClose={() => setOpen(null)} onTrusted={() => void refetch()} />}
      {open === 'remove' && <RemoveHost view={view} onClose={() => setOpen(null)} />}
    </li>
  );
}
