import { visible } from '../../../electron/contract/words/visible.ts';
import { Arrival } from '../../parts/Arrival.tsx';
import { Button } from '../../parts/Button.tsx';
import { HostTest, useHostTest } from '../../parts/HostTest.tsx';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { useWords } from '../../words/words.tsx';

type Props = { host: string; next: string | undefined; onDone: (name: string) => void; onChange: () => void };

/** The host is kept; whether it works is asked at once. */
export function HostAnswer({ host, next, onDone, onChange }: Props) {
  const { t } = useWords();
  const { data: verdict, isFetching } = useHostTest(host);
  const said = !verdict || isFetching ? 'testing' : verdict.verdict === 'ok' ? 'works' : 'fails';
  return (
    <Panel>
      <Section>
        <Arrival>{t(`host-answer.${said}`, { host: visible(host) })}</Arrival>
        <HostTest name={host} />
      </Section>
      <Foot>
        <Button onPress={onChange}>{t('host-answer.change')}</Button>
        <Button kind={said === 'fails' ? 'plain' : 'primary'} onPress={() => onDone(host)}>
          {next ?? t('host-answer.done')}
        </Button>
      </Foot>
    </Panel>
  );
}
