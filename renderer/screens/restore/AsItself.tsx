import { visible } from '../../../electron/contract/words/visible.ts';
import { Check } from '../../parts/Check.tsx';
import { useWords } from '../../words/words.tsx';
import type { Where } from './where.ts';

type Props = { where: Where; single: string; onWhere: (where: Where) => void };

/** Whether the one thing that is wanted gets the very path that is typed, or keeps its own below it. */
export function AsItself({ where, single, onWhere }: Props) {
  const { t } = useWords();
  const typed = (where.kind === 'host' ? where.hostPath : where.folder).trim().replace(/\/+$/, '');
  const paths = { path: visible(single), to: visible(typed), below: visible(`${typed}/${single}`) };
  return (
    <Check
      label={t('restore-screen.as')}
      hint={typed === '' ? t('restore-screen.as-hint-plain') : t('restore-screen.as-hint', paths)}
      isSelected={where.asItself}
      onChange={(asItself) => onWhere({ ...where, asItself })}
    />
  );
}
