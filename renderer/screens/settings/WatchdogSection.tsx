import type { MailSettings, Watchdog } from '../../../electron/contract/alerts.ts';
import { formatMoment } from '../../../electron/contract/words/format.ts';
import { useAsk, useDo } from '../../bridge/questions.ts';
import { useArrival } from '../../parts/arrive.ts';
import { Button } from '../../parts/Button.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { useHandover } from '../../parts/handover.ts';
import { useNow } from '../../parts/now.ts';
import { Section } from '../../parts/Panel.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import style from './SettingsScreen.module.css';

// Nobody announces when it ran, or that it ran no more.
const everyMs = 60_000;
const longestSilenceMs = 3_600_000;

type Props = { mail: MailSettings | null };

/** The check that mails when this program itself is dead: a timer of systemd, or a line for cron. */
export function WatchdogSection({ mail }: Props) {
  const { t } = useWords();
  const place = useArrival('watchdog');
  const { data, error, refetch } = useAsk('watchdog.get', {}, { refetchInterval: everyMs });
  return (
    <Section title={t('watchdog.title')} hint={t('watchdog.text')}>
      <div className={style['stack']} ref={place}>
        {error && <Trouble error={error} retry={() => void refetch()} />}
        {data && (data.systemd ? <Timer watchdog={data} /> : <Cron line={data.cronLine} />)}
        {data && <Means watchdog={data} mail={mail} />}
      </div>
    </Section>
  );
}

function Timer({ watchdog: { installed, active, lastRanAt, nextAt, lingers } }: { watchdog: Watchdog }) {
  const { t, language } = useWords();
  const now = useNow();
  const set = useDo('watchdog.set');
  const state = installed ? (active ? 'active' : 'inactive') : active ? 'other' : 'absent';
  const isActive = state === 'active';
  const isSilent = lastRanAt !== null && now - lastRanAt > longestSilenceMs;
  const { place, press } = useHandover(state);
  const moment = (at: number) => formatMoment(at, now, language);
  return (
    <>
      <div className={style['line']}>
        <div className={style['answer']}>
          {state !== 'absent' && <Glyph state={isActive && !isSilent ? 'protected' : 'attention'} />}
          <div>
            <p>{t(`watchdog.${state}`)}</p>
            {isActive && (
              <p className={style['note']}>
                {lastRanAt === null ? t('watchdog.never') : t('watchdog.last', { when: moment(lastRanAt) })}{' '}
                {nextAt !== null && t('watchdog.next', { when: moment(nextAt) })}
              </p>
            )}
          </div>
        </div>
        <div className={style['actions']} ref={place}>
          {state !== 'absent' && (
            <Button onPress={() => press(() => set.mutate({ on: false }))} isPending={set.isPending && !set.variables.on}>
              {t('watchdog.remove')}
            </Button>
          )}
          {!isActive && (
            <Button onPress={() => press(() => set.mutate({ on: true }))} isPending={set.isPending && set.variables.on}>
              {t('watchdog.install')}
            </Button>
          )}
        </div>
      </div>
      {set.error && <Trouble error={set.error} />}
      {isActive &&
        (lingers === true ? (
          <p className={style['note']}>{t('watchdog.lingers')}</p>
        ) : (
          <div className={style['stack']}>
            <p className={style['note']}>{t(lingers === false ? 'watchdog.no-linger' : 'watchdog.linger-unknown')}</p>
            <CommandLine text="loginctl enable-linger" label={t('watchdog.linger-label')} />
          </div>
        ))}
    </>
  );
}

function Cron({ line }: { line: string }) {
  const { t } = useWords();
  if (line === '') return <p className={style['note']}>{t('watchdog.impossible')}</p>;
  return (
    <>
      <p className={style['note']}>{t('watchdog.no-systemd')}</p>
      <CommandLine text={line} label={t('watchdog.cron-label')} />
    </>
  );
}

/** What the check cannot do with mail as it is set up. */
function Means({ watchdog: { systemd, installed, cronLine }, mail }: Props & { watchdog: Watchdog }) {
  const { t } = useWords();
  const isThere = systemd ? installed : cronLine !== '';
  if (!isThere) return null;
  const lacks = !mail ? 'no-mail' : mail.user === null || mail.password === 'file' ? undefined : mail.password;
  if (lacks === undefined) return null;
  return (
    <p className={style['answer']}>
      <Glyph state="attention" />
      <span>{t(lacks === 'no-mail' ? 'watchdog.no-mail' : lacks === 'ask' ? 'watchdog.password-asked' : 'watchdog.password-sealed')}</span>
    </p>
  );
}
