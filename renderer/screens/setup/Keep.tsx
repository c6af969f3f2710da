import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { useWords } from '../../words/words.tsx';
import type { JobText } from './job-text.ts';
import style from './Place.module.css';
import { offered, retentionWords } from './retention.ts';

type Props = { text: JobText; error: string | undefined; onChange: (text: JobText) => void; onBlur: () => void };

/** For how long sessions are kept. */
export function Keep({ text, error, onChange, onBlur }: Props) {
  const { t, language } = useWords();
  return (
    <div className={style['place']}>
      <Select
        label={t('job-form.keep')}
        bare
        value={text.keep}
        onChange={(keep) => onChange({ ...text, keep })}
        options={[
          ...offered.map((length) => ({ id: length, label: retentionWords(length, language) ?? length })),
          { id: 'for-ever', label: t('keep.for-ever') },
          { id: 'own', label: t('keep.own') },
        ]}
      />
      {text.keep === 'own' && (
        <Field
          label={t('job-form.length')}
          bare
          value={text.length}
          onChange={(length) => onChange({ ...text, length })}
          onBlur={onBlur}
          error={error}
          placeholder="18M"
          hint={t('job-form.length-hint')}
        />
      )}
    </div>
  );
}
