import type { Preferences } from '../../../electron/contract/preferences.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Page } from '../../parts/Page.tsx';
import { Panel, Section } from '../../parts/Panel.tsx';
import { Switch } from '../../parts/Switch.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { AboutProgram } from './AboutProgram.tsx';
import { AlertSections } from './AlertSections.tsx';
import { Autostart } from './Autostart.tsx';
import { Saved } from './Saved.tsx';
import { useChange } from './change.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import style from './SettingsScreen.module.css';

/** How the program looks, behaves and tells; every change but that of mail is saved at once. */
export function SettingsScreen() {
  const { t } = useWords();
  const preferences = useAsk('preferences.get', {});
  const about = useAsk('program.about', {});
  const error = preferences.error ?? about.error;
  return (
    <Page title={t('settings.title')} under={t('settings.under')}>
      {error && <Trouble error={error} retry={() => void Promise.all([preferences.refetch(), about.refetch()])} />}
      {preferences.data && about.data && (
        <Panel>
          <Looks preferences={preferences.data} />
          <AtQuit preferences={preferences.data} />
          <Section title={t('settings.desktop')}>
            <Notifications preferences={preferences.data} isAnswered={about.data.notifications} />
            <Autostart about={about.data} />
            {about.data.kind === 'desktop' && !about.data.tray && <p className={style['note']}>{t('settings.no-tray')}</p>}
          </Section>
          <AlertSections about={about.data} />
          <AboutProgram about={about.data} />
        </Panel>
      )}
    </Page>
  );
}

type Props = { preferences: Preferences };

function Looks({ preferences: { language, appearance } }: Props) {
  const { t } = useWords();
  const ofLanguage = useChange();
  const ofAppearance = useChange();
  return (
    <>
      <Section title={t('settings.language')}>
        <div className={style['line']}>
          <LanguageChoice
            label={t('settings.language')}
            bare
            value={ofLanguage.chosen.language ?? language}
            onChange={(next) => ofLanguage.change({ language: next })}
          />
          <Saved state={ofLanguage.state} />
        </div>
      </Section>
      <Section title={t('settings.appearance')}>
        <div className={style['line']}>
          <Choice
            label={t('settings.appearance')}
            bare
            inRow
            value={ofAppearance.chosen.appearance ?? appearance}
            onChange={(next) => ofAppearance.change({ appearance: next })}
            options={[
              { value: 'system', label: t('settings.as-system') },
              { value: 'light', label: t('settings.light') },
              { value: 'dark', label: t('settings.dark') },
            ]}
          />
          <Saved state={ofAppearance.state} />
        </div>
      </Section>
    </>
  );
}

function AtQuit({ preferences: { atQuit } }: Props) {
  const { t } = useWords();
  const { change, chosen, state } = useChange();
  return (
    <Section title={t('settings.at-quit')}>
      <div className={style['line']}>
        <Choice
          label={t('settings.at-quit')}
          bare
          value={chosen.atQuit ?? atQuit}
          onChange={(next) => change({ atQuit: next })}
          options={[
            { value: 'ask', label: t('settings.ask') },
            { value: 'leave', label: t('settings.leave'), hint: t('settings.leave-hint') },
            { value: 'cancel', label: t('settings.cancel'), hint: t('settings.cancel-hint') },
          ]}
        />
        <Saved state={state} />
      </div>
    </Section>
  );
}

function Notifications({ preferences: { notifications }, isAnswered }: Props & { isAnswered: boolean }) {
  const { t } = useWords();
  const { change, chosen, state } = useChange();
  return (
    <div className={style['line']}>
      <Switch
        label={t('settings.notifications')}
        hint={t(isAnswered ? 'settings.notifications-hint' : 'settings.no-notifications')}
        isSelected={chosen.notifications ?? notifications}
        onChange={(isOn) => change({ notifications: isOn })}
      />
      <Saved state={state} />
    </div>
  );
}
