import type { HostView } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useDo } from '../../bridge/questions.ts';
import { hrefOf } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { Name } from '../../parts/Name.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import style from './RemoveHost.module.css';

/** Asks before a host is forgotten; says why not while a job needs it. */
export function RemoveHost({ view: { host, jobs }, onClose }: { view: HostView; onClose: () => void }) {
  const { t } = useWords();
  const remove = useDo('host.remove');
  const facts = { host: visible(host.name) };
  const title = t('remove-host.title', facts);
  if (jobs.length > 0) {
    return (
      <Sheet title={title} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
        <p>{t('remove-host.in-use', { ...facts, count: jobs.length })}</p>
        <ul className={style['jobs']}>
          {jobs.map((job) => (
            <li key={job}>
              <a href={hrefOf({ screen: 'job', job })}>
                <Name text={job} />
              </a>
            </li>
          ))}
        </ul>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" isPending={remove.isPending} onPress={() => remove.mutate({ name: host.name }, { onSuccess: onClose })}>
            {t('remove-host.do')}
          </Button>
        </>
      }
    >
      <p>{t('remove-host.text')}</p>
      {remove.error && <Trouble error={remove.error} />}
    </Sheet>
  );
}
