import { useEffect, useRef } from 'react';
import { Button } from '../../parts/Button.tsx';
import type { Errors } from '../../parts/errors.ts';
import { useWords } from '../../words/words.tsx';
import type { JobField, RuleText } from './job-text.ts';
import { RuleLine, type Move } from './RuleLine.tsx';
import style from './Rules.module.css';

type Props = {
  rules: readonly RuleText[];
  errors: Errors<JobField>;
  onChange: (rules: RuleText[]) => void;
  onBlur: (id: number) => void;
};

/** What is left out and what is taken in after all, in order; the first that matches decides. */
export function Rules({ rules, errors, onChange, onBlur }: Props) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const focus = useRef<{ id: number | undefined; part: Move | 'pattern' }>(null);

  // A line that moved keeps the focus where it was; a removed one hands it to its neighbour.
  useEffect(() => {
    if (!focus.current) return;
    const { id, part } = focus.current;
    focus.current = null;
    const line = id === undefined ? undefined : list.current?.querySelector(`[data-rule="${id}"]`);
    const button = line?.querySelector<HTMLButtonElement>(`[data-move="${part}"]`);
    const target = button && !button.disabled ? button : (line?.querySelector('input') ?? list.current?.querySelector('[data-add]'));
    (target as HTMLElement | null | undefined)?.focus();
  }, [rules]);

  function add(): void {
    const id = Math.max(-1, ...rules.map((rule) => rule.id)) + 1;
    focus.current = { id, part: 'pattern' };
    onChange([...rules, { id, action: 'exclude', pattern: '' }]);
  }

  function move(place: number, direction: Move): void {
    const next = [...rules];
    const [rule] = next.splice(place, 1);
    const target = direction === 'up' ? place - 1 : place + 1;
    if (!rule || target < 0 || target > next.length) return;
    next.splice(target, 0, rule);
    focus.current = { id: rule.id, part: direction };
    onChange(next);
  }

  function remove(place: number): void {
    focus.current = { id: (rules[place + 1] ?? rules[place - 1])?.id, part: 'pattern' };
    onChange(rules.filter((_, index) => index !== place));
  }

  return (
    <div className={style['rules']} ref={list}>
      {rules.length > 0 && (
        <ol className={style['list']}>
          {rules.map((rule, place) => (
            <RuleLine
              key={rule.id}
              rule={rule}
              number={place + 1}
              isLast={place === rules.length - 1}
              error={errors[`rule ${rule.id}`]}
              onChange={(changed) => onChange(rules.map((other) => (other.id === rule.id ? changed : other)))}
              onBlur={() => onBlur(rule.id)}
              onMove={(direction) => move(place, direction)}
              onRemove={() => remove(place)}
            />
          ))}
        </ol>
      )}
      {errors.rules !== undefined && (
        <p className={style['error']} role="alert">
          {errors.rules}
        </p>
      )}
      <div className={style['foot']}>
        <Button onPress={add} data-add>
          {t('job-form.rule-add')}
        </Button>
        <p className={style['hint']}>{t('job-form.pattern-hint')}</p>
      </div>
    </div>
  );
}
