import { useState } from 'react';
import { Field } from '../../parts/Field.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { useWords } from '../../words/words.tsx';
import { compare, type Comparison } from './compare-keys.ts';
import style from './Compare.module.css';

type Props = { seen: string; onAnswer: (answer: Comparison) => void; autoFocus?: boolean };

/** A place to paste what the server says about itself; the answer stands there at once. */
export function Compare({ seen, onAnswer, autoFocus = false }: Props) {
  const { t } = useWords();
  const [pasted, setPasted] = useState('');
  const answer = compare(pasted, seen);
  return (
    <div className={style['compare']}>
      <Field
        label={t('key-step.paste')}
        value={pasted}
        onChange={(text) => {
          setPasted(text);
          onAnswer(compare(text, seen));
        }}
        mono
        autoFocus={autoFocus}
        placeholder="SHA256:…"
        hint={answer === null ? t(pasted.trim() === '' ? 'key-step.paste-hint' : 'invalid.fingerprint') : undefined}
      />
      <p className={style['answer']} role="status">
        {answer !== null && (
          <>
            <Glyph state={answer === 'same' ? 'protected' : 'at-risk'} />
            <span className={style[answer]}>{t(`key-step.${answer}`)}</span>
          </>
        )}
      </p>
    </div>
  );
}
