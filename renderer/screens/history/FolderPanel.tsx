import { formatBytes, formatDate, formatNumber } from '../../../electron/contract/words/format.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { Amounts } from './Amounts.tsx';
import { Aside } from './Aside.tsx';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import { nameOf } from './place.ts';
import { RankedFiles } from './RankedFiles.tsx';
import style from './VersionsPanel.module.css';

type Props = {
  name: string;
  path: string;
  source: string;
  session: number;
  newest: number;
  onChanges: () => void;
  onOpen: (path: string) => void;
  onRestore: () => void;
  onClose: () => void;
};

/** A folder: how much was in it, and what changed below it since; of the source also its largest files and those that change most. */
export function FolderPanel({ name, path, source, session, newest, onChanges, onOpen, onRestore, onClose }: Props) {
  const { t, language } = useWords();
  const totals = useAsk('history.totals', { name, at: String(session), paths: [path] });
  const isNow = session === newest;
  const changes = useAsk('history.changes', { name, from: String(session), to: String(newest), path, limit: 1 }, { enabled: !isNow });
  const title = path === '' ? source : nameOf(path);
  const error = totals.error ?? changes.error;
  const isChanged = changes.data && changes.data.added.count + changes.data.removed.count + changes.data.changed.count > 0;
  return (
    <Aside title={title} label={t('browse.about-folder', { name: visible(title) })} glyph={<EntryGlyph kind="folder" />} onClose={onClose}>
      <div className={style['part']}>
        {error && <Trouble error={error} retry={() => void Promise.all([totals.refetch(), changes.refetch()])} />}
        {!error && !totals.data && <Waiting>{t('common.loading')}</Waiting>}
        {totals.data && (
          <dl className={style['list']}>
            <dt>{t('browse.total-files')}</dt>
            <dd>{formatNumber(totals.data.files, language)}</dd>
            {/* Without the folder itself. */}
            <dt>{t('browse.total-folders')}</dt>
            <dd>{formatNumber(Math.max(0, totals.data.folders - 1), language)}</dd>
            {totals.data.others > 0 && (
              <>
                <dt>{t('browse.total-others')}</dt>
                <dd>{formatNumber(totals.data.others, language)}</dd>
              </>
            )}
            <dt>{t('browse.total-bytes')}</dt>
            <dd>{formatBytes(totals.data.bytes, language)}</dd>
          </dl>
        )}
        <div className={style['door']}>
          <Button onPress={onRestore}>{t('door.folder')}</Button>
        </div>
      </div>
      {!isNow && changes.data && (
        <div className={`${style['part']} ${style['amounts']}`}>
          <h3>{t('browse.since-then', { time: formatDate(newest * 1000, language) })}</h3>
          {isChanged ? <Amounts changes={changes.data} /> : <p>{t('browse.nothing-changed')}</p>}
          {isChanged && (
            <div>
              <Button onPress={onChanges}>{t('browse.show-changes')}</Button>
            </div>
          )}
        </div>
      )}
      {path === '' && <RankedFiles name={name} session={session} by="size" onOpen={onOpen} />}
      {path === '' && <RankedFiles name={name} session={session} by="versions" onOpen={onOpen} />}
    </Aside>
  );
}
