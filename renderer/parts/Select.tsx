import type { ReactNode } from 'react';
import { Select as AriaSelect, Button, FieldError, Label, SelectValue, Text } from 'react-aria-components';
import fieldStyle from './Field.module.css';
import { Name } from './Name.tsx';
import { Arrow, Options, type Entry } from './Options.tsx';
import style from './Pop.module.css';
import { Sentence } from './Sentence.tsx';

type Props = {
  label: string;
  /** The label is only read out. */
  bare?: boolean;
  options: readonly Entry[];
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | undefined;
  isDisabled?: boolean;
};

/** One of several, of which only the chosen one is seen. */
export function Select({ label, bare = false, options, value, onChange, hint, error, isDisabled = false }: Props) {
  return (
    <AriaSelect
      className={fieldStyle['field'] ?? ''}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      {...(bare ? { 'aria-label': label } : {})}
    >
      {!bare && <Label className={fieldStyle['label'] ?? ''}>{label}</Label>}
      <Button className={`${fieldStyle['input']} ${style['opener']}`} {...(error === undefined ? {} : { 'data-invalid': true })}>
        <SelectValue>
          <Name text={options.find(({ id }) => id === value)?.label ?? ''} />
        </SelectValue>
        <Arrow />
      </Button>
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={fieldStyle['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={fieldStyle['error'] ?? ''}>{error !== undefined && <Sentence text={error} />}</FieldError>
      <Options items={options} />
    </AriaSelect>
  );
}
