import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { Cross } from './Cross.tsx';
import style from './Sheet.module.css';

type Props = {
  title: ReactNode;
  children: ReactNode;
  /** What can be done, the main one last. */
  actions?: ReactNode;
  onClose: () => void;
  /** `panel` slides in from the right and is wide, `wide` even wider; `dialog` stands in the middle. */
  kind?: 'dialog' | 'panel' | 'wide';
};

/** Something that lies over the screen until it is closed; Esc closes it. */
export function Sheet({ title, children, actions, onClose, kind = 'dialog' }: Props) {
  const { t } = useWords();
  return (
    <ModalOverlay className={`${style['veil']} ${style[`${kind}-veil`]}`} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={`${style['sheet']} ${style[kind]}`}>
        <Dialog className={style['inside'] ?? ''}>
          <header className={style['head']}>
            <Heading slot="title" className={style['title'] ?? ''}>
              {title}
            </Heading>
            <Button kind="quiet" onPress={onClose} aria-label={t('common.close')}>
              <Cross />
            </Button>
          </header>
          <div className={style['body']}>{children}</div>
          {actions !== undefined && <footer className={style['foot']}>{actions}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
