import { useEffect, useRef, useState, type RefObject } from 'react';
import { sentenceCase, reasonSentence, type Translate } from '../../electron/contract/words/sentences.ts';

export type Errors<F extends string> = Partial<Record<F, string>>;
type Schema = { safeParse(value: unknown): { error?: { issues: readonly { message: string }[] } | undefined } };

export type FormErrors<F extends string> = {
  errors: Errors<F>;
  form: RefObject<HTMLFormElement | null>;
  /** Says what is wrong with one field, or that nothing is. */
  set(field: F, error: string | undefined): void;
  /** Says it of all fields at once, and goes to the first wrong one. */
  show(errors: Errors<F>): void;
};

const wrongOnes = 'input[aria-invalid="true"], button[data-invalid], [role="radiogroup"][aria-invalid="true"] input:not([tabindex="-1"])';

/** What is wrong with the fields of a form. */
export function useErrors<F extends string>(): FormErrors<F> {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors<F>>({});
  const [shown, setShown] = useState(0);

  useEffect(() => {
    if (shown === 0) return;
    // What was folded away is there with the next frame.
    const frame = requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(wrongOnes)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [shown]);

  return {
    errors,
    form,
    set: (field, error) => setErrors((now) => ({ ...now, [field]: error })),
    show: (next) => {
      setErrors(next);
      setShown((count) => count + 1);
    },
  };
}

/** What the contract has against a value, in words; undefined when nothing. */
export function reasonAgainst(t: Translate, schema: Schema, value: unknown): string | undefined {
  const reason = schema.safeParse(value).error?.issues[0]?.message;
  return reason === undefined ? undefined : sentenceOf(t, reason);
}

/** The word that a schema gave for its refusal, as a sentence. */
export const sentenceOf = (t: Translate, reason: string): string => sentenceCase(reasonSentence(t, reason));

/** True when no field is wrong. */
export const isFine = (errors: Errors<string>): boolean => Object.values(errors).every((error) => error === undefined);
