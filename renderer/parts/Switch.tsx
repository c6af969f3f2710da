import type { ReactNode } from 'react';
import { SwitchButton, SwitchField, Text, type SwitchFieldProps } from 'react-aria-components';
import style from './Toggle.module.css';

type Props = Omit<SwitchFieldProps, 'className' | 'children'> & { label: ReactNode; hint?: ReactNode };

/** Something that is on or off, at once. */
export function Switch({ label, hint, ...props }: Props) {
  return (
    <SwitchField {...props} className={style['field'] ?? ''}>
      <SwitchButton className={`${style['button']} ${style['sliding']}`}>
        <span className={`${style['mark']} ${style['slide']}`} />
        <span>{label}</span>
      </SwitchButton>
      {hint !== undefined && (
        <Text slot="description" className={style['hint'] ?? ''}>
          {hint}
        </Text>
      )}
    </SwitchField>
  );
}
