import type { About } from '../../../electron/contract/requests.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Section } from '../../parts/Panel.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { AddressEntry } from './AddressEntry.tsx';
import { LogSection } from './LogSection.tsx';
import { MailSection } from './MailSection.tsx';
import { WatchdogSection } from './WatchdogSection.tsx';

/** Who is told when something happens, and how; also when this program cannot tell any more. */
export function AlertSections({ about: { home } }: { about: About }) {
  const { t } = useWords();
  const { data: known, error, refetch } = useAsk('alerts.get', {});
  if (!known) {
    return error ? (
      <Section>
        <Trouble error={error} retry={() => void refetch()} />
      </Section>
    ) : null;
  }
  const { alerts } = known;
  return (
    <>
      <MailSection known={known} />
      <WatchdogSection mail={alerts.mail} />
      <Section title={t('ping.title')} hint={t('ping.text')}>
        <AddressEntry of="ping" kept={alerts.ping} />
      </Section>
      <Section title={t('webhook.title')} hint={t('webhook.text')}>
        <AddressEntry of="webhook" kept={alerts.webhook} />
      </Section>
      <LogSection log={alerts.log} home={home} />
    </>
  );
}
