import { MenuItem, Separator } from 'react-aria-components';
import type { JobStatus } from '../../../electron/contract/requests.ts';
import { MenuButton, menuItem, menuParting } from '../../parts/MenuButton.tsx';
import { useWords } from '../../words/words.tsx';
import type { JobDeeds } from './use-job-deeds.ts';

type Props = { job: JobStatus; deeds: JobDeeds; onRemove: () => void };

/** What is done with a job less often: proving that it can be restored, and removing it. */
export function JobMenu({ job: { name }, deeds, onRemove }: Props) {
  const { t } = useWords();
  const acts: Record<string, () => void> = {
    verify: () => deeds.verify.mutate({ name }),
    drill: () => deeds.drill.mutate({ name, scope: 'sample' }),
    'drill-full': () => deeds.drill.mutate({ name, scope: 'full' }),
    remove: onRemove,
  };
  return (
    <MenuButton label={t('job-more.menu')} side="start" onAction={(key) => acts[String(key)]?.()}>
      {(['verify', 'drill', 'drill-full'] as const).map((id) => (
        <MenuItem key={id} id={id} className={menuItem}>
          {t(`job-more.${id}`)}
        </MenuItem>
      ))}
      <Separator className={menuParting} />
      <MenuItem id="remove" className={menuItem}>
        {t('job-more.remove')}
      </MenuItem>
    </MenuButton>
  );
}
