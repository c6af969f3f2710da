import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField, Text, type CheckboxFieldProps } from 'react-aria-components';
import style from './Toggle.module.css';

type Props = Omit<CheckboxFieldProps, 'className' | 'children'> & { label: ReactNode; hint?: ReactNode };

/** A box to tick, with what ticking it means below. */
export function Check({ label, hint, ...props }: Props) {
  return (
    <CheckboxField {...props} className={style['field'] ?? ''}>
      <CheckboxButton className={style['button'] ?? ''}>
        <span className={style['mark']}>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2.5 6.3 5 8.8 9.5 3.6" />
          </svg>
        </span>
        <span>{label}</span>
      </CheckboxButton>
      {hint !== undefined && (
        <Text slot="description" className={style['hint'] ?? ''}>
          {hint}
        </Text>
      )}
    </CheckboxField>
  );
}
