import type { JobView } from '../../../electron/contract/requests.ts';
import type { RestoreDraft } from '../../../electron/contract/restore.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Check } from '../../parts/Check.tsx';
import { Fold } from '../../parts/Fold.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { Column } from './Column.tsx';
import { InShort } from './InShort.tsx';
import { Places } from './Places.tsx';
import { Preview } from './Preview.tsx';
import type { OnLeave } from './PreviewFacts.tsx';
import type { Previewed } from './use-preview.ts';
import type { Where } from './where.ts';
import style from './WhereColumn.module.css';

type Options = Pick<RestoreDraft, 'exact' | 'special' | 'withoutLinks' | 'mail'>;
type Props = {
  job: JobView | undefined;
  where: Where;
  /** The one thing that is chosen, null for several and for everything. */
  single: string | null;
  onWhere: (where: Where) => void;
  options: Options;
  onOptions: (options: Options) => void;
  previewed: Previewed;
  onLeave: OnLeave;
  isChosen: boolean;
  /** What is typed as a date means no session: then nothing can be started. */
  isUnclear: boolean;
  start: { begin: () => void; isPending: boolean; error: unknown };
  onCancel: () => void;
};

/** Where it goes, what would happen there, and the one button that makes it happen. */
export function WhereColumn(props: Props) {
  const { job, where, single, onWhere, options, onOptions, previewed, onLeave, isChosen, isUnclear, start, onCancel } = props;
  const { t } = useWords();
  const { data: alerting } = useAsk('alerts.get', {});
  const from = job?.from ?? '';
  const known = where.kind === 'new' && !previewed.isWaiting ? previewed.preview?.to : undefined;
  const foot = (
    <>
      {start.error != null && <Trouble error={start.error} />}
      {!isUnclear && !previewed.isWaiting && previewed.preview && <InShort preview={previewed.preview} />}
      {isUnclear && <p className={style['quiet']}>{t('restore-screen.not-yet')}</p>}
      <div className={style['deeds']}>
        <Button onPress={onCancel}>{t('common.cancel')}</Button>
        <Button kind="primary" onPress={start.begin} isDisabled={isUnclear || previewed.ready === null} isPending={start.isPending}>
          {t('restore-screen.start')}
        </Button>
      </div>
    </>
  );
  return (
    <Column title={t('restore-screen.where')} foot={foot}>
      <Places
        where={where}
        single={single}
        onWhere={onWhere}
        from={from}
        sourcePath={job?.job.source.path ?? ''}
        sourceHost={job?.job.source.host == null ? null : (from.split(':')[0] ?? null)}
        newFolder={known}
      />
      <Fold title={t('restore-screen.options')}>
        <div className={style['options']}>
          {where.kind !== 'new' && (
            <Check
              label={t('restore-screen.exact')}
              hint={t('restore-screen.exact-hint')}
              isSelected={options.exact}
              onChange={(exact) => onOptions({ ...options, exact })}
            />
          )}
          <Check
            label={t('restore-screen.special')}
            hint={t('restore-screen.special-hint')}
            isSelected={options.special}
            onChange={(special) => onOptions({ ...options, special })}
          />
          <Check
            label={t('restore-screen.without-links')}
            hint={t('restore-screen.without-links-hint')}
            isSelected={options.withoutLinks}
            onChange={(withoutLinks) => onOptions({ ...options, withoutLinks })}
          />
          {alerting?.alerts.mail != null && (
            <Check
              label={t('restore-screen.mail')}
              hint={t('restore-screen.mail-hint')}
              isSelected={options.mail}
              onChange={(mail) => onOptions({ ...options, mail })}
            />
          )}
        </div>
      </Fold>
      <Preview
        previewed={previewed}
        onLeave={onLeave}
        isChosen={isChosen}
        onNew={where.kind === 'new' ? undefined : () => onWhere({ ...where, kind: 'new' })}
        onFolder={() => onWhere({ ...where, kind: 'folder' })}
      />
    </Column>
  );
}
