import { useState } from 'react';
import type { Alerts } from '../../../electron/contract/alerts.ts';
import type { Output } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { focusMain, useArrival } from '../../parts/arrive.ts';
import { Button } from '../../parts/Button.tsx';
import { Section } from '../../parts/Panel.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Switch } from '../../parts/Switch.tsx';
import { useWords } from '../../words/words.tsx';
import { useAlertsChange } from './change.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { Letters } from './Letters.tsx';
import { MailForm } from './MailForm.tsx';
import { RemoveMail } from './RemoveMail.tsx';
import { Saved } from './Saved.tsx';
import style from './SettingsScreen.module.css';
import { Unlock } from './Unlock.tsx';

type Props = { known: Output<'alerts.get'> };

/** Whom alerts are mailed to, which mails there are, and which of them could not leave. */
export function MailSection({ known: { alerts, secrets, hasPassword } }: Props) {
  const { t, language } = useWords();
  const [open, setOpen] = useState<'form' | 'remove' | null>(null);
  const place = useArrival('mail');
  const { mail } = alerts;
  const close = () => setOpen(null);
  const to = new Intl.ListFormat(language, { type: 'conjunction' }).format(mail?.to ?? []);
  return (
    <>
      <Section title={t('mail-set.title')}>
        <div className={style['line']} ref={place}>
          <p className={style['summary']}>
            {mail ? <Sentence text={t('mail-set.set', { to: visible(to), host: visible(mail.host) })} /> : t('mail-set.none')}
            {mail?.tls === 'none' && <small>{t('mail-set.in-the-clear')}</small>}
          </p>
          <div className={style['actions']}>
            {mail && <Button onPress={() => setOpen('remove')}>{t('common.remove')}</Button>}
            <Button onPress={() => setOpen('form')}>{t(mail ? 'mail-set.change' : 'mail-set.set-up')}</Button>
          </div>
        </div>
        {mail && mail.user !== null && !hasPassword && <Unlock isAsked={mail.password === 'ask'} />}
        {mail && <WhichMails alerts={alerts} />}
        {open === 'form' && (
          <Sheet kind="panel" title={t(mail ? 'mail-form.change' : 'mail-form.new')} onClose={close}>
            <MailForm kept={{ mail, hasPassword }} secrets={secrets} onClose={close} />
          </Sheet>
        )}
        {open === 'remove' && <RemoveMail onClose={close} />}
      </Section>
      <Letters mail={mail} onNone={() => focusMain(place.current)} />
    </>
  );
}

function WhichMails({ alerts }: { alerts: Alerts }) {
  const { t } = useWords();
  const ofLanguage = useAlertsChange();
  const ofSuccess = useAlertsChange();
  const ofWeek = useAlertsChange();
  return (
    <>
      <div className={style['line']}>
        <LanguageChoice
          label={t('mail-set.language')}
          value={ofLanguage.chosen.language ?? alerts.language}
          onChange={(language) => ofLanguage.change({ language })}
        />
        <Saved state={ofLanguage.state} />
      </div>
      <div className={style['line']}>
        <Switch
          label={t('mail-set.on-success')}
          hint={t('mail-set.on-success-hint')}
          isSelected={ofSuccess.chosen.mailOnSuccess ?? alerts.mailOnSuccess}
          onChange={(mailOnSuccess) => ofSuccess.change({ mailOnSuccess })}
        />
        <Saved state={ofSuccess.state} />
      </div>
      <div className={style['line']}>
        <Switch
          label={t('mail-set.weekly')}
          hint={t('mail-set.weekly-hint')}
          isSelected={ofWeek.chosen.weeklyReport ?? alerts.weeklyReport}
          onChange={(weeklyReport) => ofWeek.change({ weeklyReport })}
        />
        <Saved state={ofWeek.state} />
      </div>
    </>
  );
}
