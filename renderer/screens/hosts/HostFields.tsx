import { useAsk } from '../../bridge/questions.ts';
import { Choice } from '../../parts/Choice.tsx';
import type { Errors } from '../../parts/errors.ts';
import { Field } from '../../parts/Field.tsx';
import { Suggest } from '../../parts/Suggest.tsx';
import { useWords } from '../../words/words.tsx';
import { commandOf, draftOf, type HostField, type HostText } from './host-text.ts';
import style from './HostFields.module.css';
import { ReadKeyLine } from './ReadKey.tsx';

type Props = {
  text: HostText;
  errors: Errors<HostField>;
  onChange: (text: HostText, field: HostField) => void;
  onBlur: (field: HostField) => void;
};

/** Where a host is, who logs in there, and how rdiff-backup is called. */
export function HostFields({ text, errors, onChange, onBlur }: Props) {
  const { t } = useWords();
  const { data: keys = [] } = useAsk('key.list', {});
  const bind = (field: 'name' | 'address' | 'port' | 'user' | 'keyFile' | 'readKeyFile') => ({
    value: text[field],
    error: errors[field],
    onChange: (value: string) => onChange({ ...text, [field]: value }, field),
    onBlur: () => onBlur(field),
  });
  return (
    <>
      <div className={style['where']}>
        <Field label={t('host-form.name')} {...bind('name')} hint={t('host-form.name-hint')} placeholder="web1" autoFocus />
        <Field label={t('host-form.address')} {...bind('address')} mono placeholder="web1.example.com" />
        <Field label={t('host-form.port')} {...bind('port')} inputMode="numeric" />
      </div>
      <div className={style['who']}>
        <Field label={t('host-form.user')} {...bind('user')} mono placeholder="backup" />
        <Suggest
          label={t('host-form.key')}
          {...bind('keyFile')}
          suggestions={keys}
          placeholder="/home/you/.ssh/modosu"
          hint={t('host-form.key-hint')}
        />
      </div>
      <div className={style['second']}>
        <Suggest
          label={t('host-form.read-key')}
          {...bind('readKeyFile')}
          suggestions={keys.filter((key) => key !== text.keyFile)}
          placeholder="/home/you/.ssh/modosu-read"
          hint={t('host-form.read-key-hint')}
        />
        <ReadKeyLine keyFile={draftOf(text).readKeyFile} user={text.user} />
      </div>
      <Choice
        label={t('host-form.command')}
        value={text.way}
        onChange={(way) => onChange({ ...text, way }, 'command')}
        options={[
          { value: 'plain', label: <code>{commandOf.plain}</code>, hint: t('host-form.plain-hint') },
          { value: 'sudo', label: <code>{commandOf.sudo}</code>, hint: t('host-form.sudo-hint') },
          { value: 'path', label: t('host-form.path') },
        ]}
      />
      {text.way === 'path' && (
        <div className={style['path']}>
          <Field
            label={t('host-form.path-label')}
            value={text.path}
            error={errors.command}
            onChange={(path) => onChange({ ...text, path }, 'command')}
            onBlur={() => onBlur('command')}
            mono
            placeholder="/usr/local/bin/rdiff-backup"
          />
        </div>
      )}
    </>
  );
}
