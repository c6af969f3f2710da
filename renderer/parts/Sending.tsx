import type { ReactNode, RefObject } from 'react';
import { Form } from 'react-aria-components';

type Props = { form: RefObject<HTMLFormElement | null>; isBusy: boolean; onSend: () => void; children: ReactNode };

/** A form that is sent by its button or by Enter, once at a time; what is wrong is said by the fields and not by the browser. */
export const Sending = ({ form, isBusy, onSend, children }: Props) => (
  <Form
    ref={form}
    validationBehavior="aria"
    onSubmit={(event) => {
      event.preventDefault();
      if (!isBusy) onSend();
    }}
  >
    {children}
  </Form>
);
