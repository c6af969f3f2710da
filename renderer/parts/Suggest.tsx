import type { ReactNode } from 'react';
import { Button, ComboBox, FieldError, Input, Label, Text } from 'react-aria-components';
import { useWords } from '../words/words.tsx';
import fieldStyle from './Field.module.css';
import { Arrow, Options } from './Options.tsx';
import style from './Pop.module.css';
import { Sentence } from './Sentence.tsx';

type Props = {
  label: string;
  suggestions: readonly string[];
  value: string;
  onChange: (value: string) => void;
  onBlur: () => void;
  hint?: ReactNode;
  error?: string | undefined;
  placeholder?: string;
};

/** A line of text to be typed, or taken from what was found. */
export function Suggest({ label, suggestions, value, onChange, onBlur, hint, error, placeholder }: Props) {
  const { t } = useWords();
  const items = suggestions.map((text) => ({ id: text, label: text }));
  return (
    <ComboBox
      className={fieldStyle['field'] ?? ''}
      allowsCustomValue
      menuTrigger="focus"
      inputValue={value}
      onInputChange={onChange}
      onBlur={onBlur}
      isInvalid={error !== undefined}
    >
      <Label className={fieldStyle['label'] ?? ''}>{label}</Label>
      <div className={style['box']}>
        <Input
          className={`${fieldStyle['input']} ${fieldStyle['mono']} ${items.length > 0 ? style['wide'] : ''}`}
          spellCheck={false}
          autoComplete="off"
          {...(placeholder === undefined ? {} : { placeholder })}
        />
        {items.length > 0 && (
          <Button className={style['corner'] ?? ''} aria-label={t('setup.suggestions')}>
            <Arrow />
          </Button>
        )}
      </div>
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={fieldStyle['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={fieldStyle['error'] ?? ''}>{error !== undefined && <Sentence text={error} />}</FieldError>
      <Options items={items} mono />
    </ComboBox>
  );
}
