import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components';
import { visible } from '../../electron/contract/words/visible.ts';
import style from './Field.module.css';
import { Name } from './Name.tsx';
import { Sentence } from './Sentence.tsx';

type Props = Omit<TextFieldProps, 'className' | 'children'> & {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it, beside the field; undefined when nothing is. */
  error?: string | undefined;
  placeholder?: string;
  /** Paths, keys and addresses are read letter by letter. */
  mono?: boolean;
  /** The label stands elsewhere on screen; it is only read out. */
  bare?: boolean;
};

/** A line of text with its label above, its hint and its error below. */
export function Field({ label, hint, error, placeholder, mono = false, bare = false, ...props }: Props) {
  const isSecret = props.type === 'password';
  // What cannot be seen in a field, and what turns it round, is shown below it; never what is typed blindly.
  const hasHidden = !isSecret && props.value !== undefined && visible(props.value) !== props.value;
  return (
    <TextField {...props} className={style['field'] ?? ''} isInvalid={error !== undefined} {...(bare ? { 'aria-label': label } : {})}>
      {!bare && <Label className={style['label'] ?? ''}>{label}</Label>}
      <Input
        className={`${style['input']} ${mono ? style['mono'] : ''}`}
        spellCheck={false}
        autoComplete={isSecret ? 'new-password' : 'off'}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      {hasHidden && (
        <p className={style['hint']}>
          <Name text={props.value ?? ''} whole />
        </p>
      )}
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={style['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={style['error'] ?? ''}>{error !== undefined && <Sentence text={error} />}</FieldError>
    </TextField>
  );
}
