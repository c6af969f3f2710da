import type { Rule } from '../../../electron/contract/job.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { useWords } from '../../words/words.tsx';
import type { RuleText } from './job-text.ts';
import style from './Rules.module.css';

export type Move = 'up' | 'down';
type Props = {
  rule: RuleText;
  number: number;
  isLast: boolean;
  error: string | undefined;
  onChange: (rule: RuleText) => void;
  onBlur: () => void;
  onMove: (direction: Move) => void;
  onRemove: () => void;
};

/** One rule: what it does, to what, and its place in the order (also Alt and an arrow key). */
export function RuleLine({ rule, number, isLast, error, onChange, onBlur, onMove, onRemove }: Props) {
  const { t } = useWords();
  return (
    <li className={style['line']} data-rule={rule.id}>
      <Select
        label={t('job-form.rule-action', { number })}
        bare
        value={rule.action}
        onChange={(action) => onChange({ ...rule, action: action as Rule['action'] })}
        options={[
          { id: 'exclude', label: t('job-form.exclude') },
          { id: 'include', label: t('job-form.include') },
        ]}
      />
      <Field
        label={t('job-form.rule-pattern', { number })}
        bare
        value={rule.pattern}
        onChange={(pattern) => onChange({ ...rule, pattern })}
        onBlur={onBlur}
        error={error}
        mono
        onKeyDown={(event) => {
          const direction = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined;
          if (event.altKey && direction) onMove(direction);
        }}
      />
      <div className={style['moves']}>
        <Button
          kind="quiet"
          data-move="up"
          isDisabled={number === 1}
          onPress={() => onMove('up')}
          aria-label={t('job-form.rule-up', { number })}
        >
          <Icon path="M8 12.5V3.8M4.5 7 8 3.5 11.5 7" />
        </Button>
        <Button
          kind="quiet"
          data-move="down"
          isDisabled={isLast}
          onPress={() => onMove('down')}
          aria-label={t('job-form.rule-down', { number })}
        >
          <Icon path="M8 3.5v8.7M4.5 9 8 12.5 11.5 9" />
        </Button>
        <Button kind="quiet" onPress={onRemove} aria-label={t('job-form.rule-remove', { number })}>
          <Icon path="M4 4l8 8M12 4l-8 8" />
        </Button>
      </div>
    </li>
  );
}

const Icon = ({ path }: { path: string }) => (
  <svg className={style['icon']} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d={path} />
  </svg>
);
