import { useAsk } from '../../bridge/questions.ts';
import { hrefOf } from '../../frame/screen.ts';
import { Choice } from '../../parts/Choice.tsx';
import { sentenceOf } from '../../parts/errors.ts';
import { Field } from '../../parts/Field.tsx';
import { Name } from '../../parts/Name.tsx';
import { Select } from '../../parts/Select.tsx';
import { useWords } from '../../words/words.tsx';
import { AsItself } from './AsItself.tsx';
import { placeOf, type Where } from './where.ts';
import style from './WhereColumn.module.css';

type Props = {
  where: Where;
  single: string | null;
  onWhere: (where: Where) => void;
  /** The source of the job as a person writes it, and its path. */
  from: string;
  sourcePath: string;
  /** The host of the source, the last to be thought of as another one. */
  sourceHost: string | null;
  /** The path of the new folder, once it is known. */
  newFolder: string | undefined;
};

/** The places that things can go to. */
export function Places({ where, single, onWhere, from, sourcePath, sourceHost, newFolder }: Props) {
  const { t } = useWords();
  const { data: hosts } = useAsk('host.list', {});
  const names = (hosts ?? []).map(({ host }) => host.name);
  const standby = names.find((name) => name !== sourceHost) ?? names[0] ?? '';
  const placed = placeOf(where, single);
  const label = where.asItself && single !== null ? t('restore-screen.path') : t('restore-screen.folder');
  const wrong = 'wrong' in placed && placed.wrong !== '' ? sentenceOf(t, placed.wrong) : undefined;
  const change = (kind: Where['kind']) =>
    onWhere({
      ...where,
      kind,
      // A standby stands in for the source: everything goes to the same path there.
      ...(kind === 'host' && where.host === '' ? { host: standby, hostPath: sourcePath } : {}),
    });
  const hints: Record<Where['kind'], React.ReactNode> = {
    new: newFolder === undefined ? t('restore-screen.place-new-hint') : <Name text={newFolder} whole />,
    original: <Name text={from} whole />,
    folder: undefined,
    host: t('restore-screen.place-host-hint'),
  };
  return (
    <div className={style['places']}>
      <Choice
        label={t('restore-screen.where')}
        bare
        options={(['new', 'original', 'folder', 'host'] as const).map((value) => ({
          value,
          label: t(`restore-screen.place-${value}`),
          hint: hints[value],
        }))}
        value={where.kind}
        onChange={change}
      />
      {where.kind === 'folder' && (
        <Field
          label={label}
          value={where.folder}
          onChange={(folder) => onWhere({ ...where, folder })}
          placeholder="/srv/back"
          error={wrong}
          mono
        />
      )}
      {where.kind === 'host' &&
        (hosts?.length === 0 ? (
          <p className={style['quiet']}>
            {t('restore-screen.place-host-none')} <a href={hrefOf({ screen: 'hosts' })}>{t('restore-screen.to-hosts')}</a>
          </p>
        ) : (
          <>
            <Select
              label={t('restore-screen.host')}
              options={names.map((name) => ({ id: name, label: name }))}
              value={where.host}
              onChange={(host) => onWhere({ ...where, host })}
            />
            <Field
              label={label}
              value={where.hostPath}
              onChange={(hostPath) => onWhere({ ...where, hostPath })}
              placeholder={sourcePath}
              error={wrong}
              mono
            />
          </>
        ))}
      {(where.kind === 'folder' || where.kind === 'host') && single !== null && (
        <AsItself where={where} single={single} onWhere={onWhere} />
      )}
    </div>
  );
}
