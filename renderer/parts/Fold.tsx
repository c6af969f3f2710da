import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import style from './Fold.module.css';

type Props = { title: string; children: ReactNode; isOpen?: boolean; onOpenChange?: (isOpen: boolean) => void };

/** Something that is seldom needed, behind its title. */
export function Fold({ title, children, isOpen, onOpenChange }: Props) {
  return (
    <Disclosure
      className={style['fold'] ?? ''}
      {...(isOpen === undefined ? {} : { isExpanded: isOpen })}
      {...(onOpenChange === undefined ? {} : { onExpandedChange: onOpenChange })}
    >
      <Heading level={2} className={style['title'] ?? ''}>
        <Button slot="trigger" className={style['button'] ?? ''}>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M4.5 2.8 7.8 6 4.5 9.2" />
          </svg>
          {title}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className={style['inside']}>{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}
