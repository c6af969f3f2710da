import type { ReactNode } from 'react';
import { FieldError, Label, RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components';
import fieldStyle from './Field.module.css';
import { Sentence } from './Sentence.tsx';
import style from './Toggle.module.css';

export type Option<T extends string> = { value: T; label: ReactNode; hint?: ReactNode };

type Props<T extends string> = {
  label: string;
  /** The label stands elsewhere on screen; it is only read out. */
  bare?: boolean;
  /** Side by side, for a few short options. */
  inRow?: boolean;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  isDisabled?: boolean;
  /** What is wrong with it; undefined when nothing is. */
  error?: string | undefined;
};

/** One of a few, all of them to be seen. */
export function Choice<T extends string>(props: Props<T>) {
  const { label, bare = false, inRow = false, options, value, onChange, isDisabled = false, error } = props;
  return (
    <RadioGroup
      className={`${style['group']} ${inRow ? style['row'] : ''}`}
      value={value}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      orientation={inRow ? 'horizontal' : 'vertical'}
      onChange={(chosen) => onChange(chosen as T)}
      {...(bare ? { 'aria-label': label } : {})}
    >
      {!bare && <Label className={style['label'] ?? ''}>{label}</Label>}
      <div className={style['options']}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value} className={style['field'] ?? ''}>
            <RadioButton className={style['button'] ?? ''}>
              <span className={`${style['mark']} ${style['dot']}`} />
              <span>{option.label}</span>
            </RadioButton>
            {option.hint !== undefined && (
              <Text slot="description" className={style['hint'] ?? ''}>
                {option.hint}
              </Text>
            )}
          </RadioField>
        ))}
      </div>
      <FieldError className={fieldStyle['error'] ?? ''}>{error !== undefined && <Sentence text={error} />}</FieldError>
    </RadioGroup>
  );
}
