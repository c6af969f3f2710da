import { useEffect, useRef } from 'react';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Button } from '../../parts/Button.tsx';
import { Cross } from '../../parts/Cross.tsx';
import { Field } from '../../parts/Field.tsx';
import { Section } from '../../parts/Panel.tsx';
import { useWords } from '../../words/words.tsx';
import style from './MailForm.module.css';
import type { MailPart } from './mail-text.ts';

const mostRecipients = 20;

/** From whom mails come, and who gets them: one address a line. */
export function MailPeople({ text, errors, onChange, onLook }: MailPart) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<number>(null);
  const { to } = text;

  // A new line has the focus at once; that of a removed one goes to its neighbour.
  useEffect(() => {
    if (focus.current === null) return;
    list.current?.querySelectorAll('input')[focus.current]?.focus();
    focus.current = null;
  }, [to]);

  function add(): void {
    focus.current = to.length;
    onChange({ ...text, to: [...to, { id: Math.max(-1, ...to.map(({ id }) => id)) + 1, address: '' }] });
  }

  function drop(place: number): void {
    focus.current = Math.max(0, place - 1);
    onChange({ ...text, to: to.filter((_, index) => index !== place) }, ...to.map(({ id }) => `to ${id}` as const));
  }

  return (
    <Section title={t('mail-form.people-title')} hint={t('mail-form.people-hint')}>
      <Field
        label={t('mail-form.from')}
        value={text.from}
        onChange={(from) => onChange({ ...text, from }, 'from')}
        onBlur={({ relatedTarget }) => onLook('from', text.from !== '', relatedTarget)}
        error={errors.from}
        mono
        placeholder="modosu@example.org"
        inputMode="email"
      />
      <ol className={style['people']} ref={list}>
        {to.map(({ id, address }, place) => (
          <li key={id} className={style['person']}>
            <Field
              label={place === 0 ? t('mail-form.to') : t('mail-form.to-more', { number: place + 1 })}
              value={address}
              onChange={(typed) => onChange({ ...text, to: to.map((one) => (one.id === id ? { id, address: typed } : one)) }, `to ${id}`)}
              onBlur={({ relatedTarget }) => onLook(`to ${id}`, address !== '', relatedTarget)}
              error={errors[`to ${id}`]}
              mono
              placeholder="admin@example.org"
              inputMode="email"
            />
            {to.length > 1 && (
              <Button
                kind="quiet"
                onPress={() => drop(place)}
                aria-label={address.trim() === '' ? t('mail-form.drop-empty') : t('mail-form.drop', { address: visible(address) })}
              >
                <Cross />
              </Button>
            )}
          </li>
        ))}
      </ol>
      {to.length < mostRecipients && (
        <div>
          <Button onPress={add}>{t('mail-form.add')}</Button>
        </div>
      )}
    </Section>
  );
}
