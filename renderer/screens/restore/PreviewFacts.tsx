import type { Leaving, RestorePreview } from '../../../electron/contract/restore.ts';
import { formatBytes, formatDuration, formatNumber } from '../../../electron/contract/words/format.ts';
import { counted } from '../../../electron/contract/words/restore-lines.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Button } from '../../parts/Button.tsx';
import { Fold } from '../../parts/Fold.tsx';
import { Name } from '../../parts/Name.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Preview.module.css';

/** Takes one thing out of what is restored, so that what stands in its place stays; undefined where that would be everything. */
export type OnLeave = ((path: string) => void) | undefined;

/** What a restore would do, in numbers; what it would touch by name. */
export function PreviewFacts({ preview, onLeave }: { preview: RestorePreview; onLeave: OnLeave }) {
  const { t, language } = useWords();
  const { files, bytes, exists, create, replace, same, remove, free, estimatedMs } = preview;
  const number = (value: number) => formatNumber(value, language);
  const rows = [
    ['files', number(files)],
    ['bytes', formatBytes(bytes, language)],
    ['create', number(create)],
    ...(exists
      ? ([
          ['replace', number(replace)],
          ['same', number(same)],
          ['remove', number(remove)],
        ] as const)
      : []),
    ['free', free === null ? t('restore-screen.free-unknown') : formatBytes(free, language)],
    ['about', estimatedMs === null ? t('restore-screen.about-unknown') : formatDuration(estimatedMs, language)],
  ] as const;
  return (
    <>
      <dl className={style['facts']}>
        {rows.map(([row, value]) => (
          <div key={row} data-row={row}>
            <dt>{t(`restore-screen.row-${row}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Names title={t('restore-screen.replace-names')} names={preview.replaceNames} total={replace} onLeave={onLeave} />
      <Names title={t('restore-screen.remove-names')} names={preview.removeNames} total={remove} />
    </>
  );
}

/** Names, as many of them as were said, behind their title. */
type NamesProps = { title: string; names: readonly Leaving[]; total: number; onLeave?: OnLeave };

function Names({ title, names, total, onLeave }: NamesProps) {
  const { t, language } = useWords();
  const number = (value: number) => formatNumber(value, language);
  if (names.length === 0) return null;
  const more = total - counted(names);
  return (
    <Fold title={title}>
      <ul className={style['names']} tabIndex={0} aria-label={title}>
        {names.map(({ path, below }) => (
          <li key={path}>
            <span>
              <Name text={below === 0 ? path || '/' : `${path}/`} whole />
              {below > 0 && <> {t('restore-screen.below', { count: below, formatted: number(below) })}</>}
            </span>
            {onLeave && path !== '' && (
              <Button kind="quiet" aria-label={t('restore-screen.leave-label', { name: visible(path) })} onPress={() => onLeave(path)}>
                {t('restore-screen.leave')}
              </Button>
            )}
          </li>
        ))}
        {more > 0 && <li className={style['quiet']}>{t('restore-screen.names-more', { count: more, formatted: number(more) })}</li>}
      </ul>
    </Fold>
  );
}
