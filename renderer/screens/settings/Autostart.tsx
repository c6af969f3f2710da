import type { About } from '../../../electron/contract/requests.ts';
import { useDo } from '../../bridge/questions.ts';
import { Switch } from '../../parts/Switch.tsx';
import { useWords } from '../../words/words.tsx';
import { useSaved } from './change.ts';
import { Saved } from './Saved.tsx';
import style from './SettingsScreen.module.css';

/** Whether the program starts with the desktop; where it cannot, why not. */
export function Autostart({ about: { autostart, kind } }: { about: About }) {
  const { t } = useWords();
  const set = useDo('autostart.set');
  const [isSaved, saved] = useSaved();
  if (autostart === null) return kind === 'browser' ? <p className={style['note']}>{t('settings.autostart-browser')}</p> : null;
  return (
    <div className={style['line']}>
      <Switch
        label={t('settings.autostart')}
        hint={t('settings.autostart-hint')}
        isSelected={set.isPending ? set.variables.on : autostart}
        onChange={(on) => set.mutate({ on }, { onSuccess: saved })}
      />
      <Saved state={{ isSaved, error: set.error }} />
    </div>
  );
}
