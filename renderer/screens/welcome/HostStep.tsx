import { useState } from 'react';
import type { HostView } from '../../../electron/contract/requests.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Name } from '../../parts/Name.tsx';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { HostForm } from '../hosts/HostForm.tsx';
import { keptAs, type Plan } from './plan.ts';

/** No host can be called so. */
const other = ' ';
type Props = { plan: Plan; onDone: (name: string) => void; onBack: () => void };

/** Which server: one that is known, or a new one with its key and its test. */
export function HostStep(props: Props) {
  const { data: hosts, error, refetch } = useAsk('host.list', {});
  if (error) return <Trouble error={error} retry={() => void refetch()} />;
  return hosts ? <KnownOrNew {...props} hosts={hosts} /> : null;
}

function KnownOrNew({ plan, onDone, onBack, hosts }: Props & { hosts: HostView[] }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState(plan.host ?? hosts[0]?.host.name ?? other);
  // Decided once: a host that its form has just kept, or renamed, must not take the form away.
  const [isNew, setNew] = useState(hosts.length === 0);
  const [changed] = useState(plan.isHostChanged ? hosts.find(({ host }) => host.name === plan.host) : undefined);

  const form = { next: t('welcome.next-folder'), back: t('common.back'), onDone };
  if (changed) return <HostForm {...form} keep={`${keptAs.host} ${changed.host.id}`} host={changed} onCancel={onBack} />;
  if (isNew) return <HostForm {...form} keep={keptAs.host} onCancel={hosts.length === 0 ? onBack : () => setNew(false)} />;

  const isOther = !hosts.some(({ host }) => host.name === chosen);
  return (
    <Panel>
      <Section>
        <Choice
          label={t('welcome.which-host')}
          value={isOther ? other : chosen}
          onChange={setChosen}
          options={[
            ...hosts.map(({ host }) => ({
              value: host.name,
              label: <Name text={host.name} />,
              hint: <Name text={`${host.user}@${host.address}`} />,
            })),
            { value: other, label: t('welcome.other-host') },
          ]}
        />
      </Section>
      <Foot>
        <Button onPress={onBack}>{t('common.back')}</Button>
        <Button kind="primary" onPress={() => (isOther ? setNew(true) : onDone(chosen))}>
          {t(isOther ? 'hosts.add' : 'welcome.next-folder')}
        </Button>
      </Foot>
    </Panel>
  );
}
