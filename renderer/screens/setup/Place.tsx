import { useAsk } from '../../bridge/questions.ts';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Place.module.css';

type Props = {
  of: 'source' | 'repository';
  host: string;
  path: string;
  onHost: (host: string) => void;
  onPath: (path: string) => void;
  onBlur: () => void;
  hostError: string | undefined;
  pathError: string | undefined;
};

const here = ' ';

/** A folder, and the machine it is on. */
export function Place({ of, host, path, onHost, onPath, onBlur, hostError, pathError }: Props) {
  const { t } = useWords();
  const { data: hosts = [] } = useAsk('host.list', {});
  const names = new Set([...hosts.map((view) => view.host.name), ...(host === '' ? [] : [host])]);
  return (
    <div className={style['place']}>
      <Select
        label={t(`job-form.${of}-machine`)}
        options={[{ id: here, label: t('setup.here') }, ...[...names].map((name) => ({ id: name, label: name }))]}
        value={host === '' ? here : host}
        onChange={(id) => onHost(id === here ? '' : id)}
        error={hostError}
      />
      <Field
        label={t(`job-form.${of}-folder`)}
        value={path}
        onChange={onPath}
        onBlur={onBlur}
        error={pathError}
        mono
        placeholder={of === 'source' ? '/var/www' : '/backup/website'}
        {...(of === 'repository' ? { hint: t('job-form.repository-new') } : {})}
      />
    </div>
  );
}
