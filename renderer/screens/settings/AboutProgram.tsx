import type { About } from '../../../electron/contract/requests.ts';
import { Name } from '../../parts/Name.tsx';
import { Section } from '../../parts/Panel.tsx';
import { useWords } from '../../words/words.tsx';
import style from './SettingsScreen.module.css';

/** Which program this is, what it works with, and where it keeps its data. */
export function AboutProgram({ about: { version, rdiffBackup, home } }: { about: About }) {
  const { t } = useWords();
  return (
    <Section title={t('settings.about')}>
      <dl className={style['about']}>
        <dt>Modosu</dt>
        <dd>{version}</dd>
        <dt>{t('settings.tool')}</dt>
        <dd>{rdiffBackup ?? t('settings.tool-missing')}</dd>
        <dt>{t('settings.home')}</dt>
        <dd>
          <code>
            <Name text={home} whole />
          </code>
          <small>{t('settings.home-hint')}</small>
        </dd>
      </dl>
    </Section>
  );
}
