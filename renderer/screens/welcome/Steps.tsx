import { useWords } from '../../words/words.tsx';
import { stepsOf, type Door, type Step } from './plan.ts';
import style from './Steps.module.css';

type Props = { door: Door; step: Step; onGo: ((step: Step) => void) | undefined; isOver?: boolean };

/** Where one is on the way; a step that is done can be gone back to. */
export function Steps({ door, step, onGo, isOver = false }: Props) {
  const { t } = useWords();
  const steps = stepsOf(door);
  const at = steps.findIndex((other) => other === step);
  return (
    <ol className={style['steps']} aria-label={t('welcome.steps')}>
      {steps.map((other, place) => {
        const inside = (
          <>
            <span className={style['number']}>{place < at || isOver ? <Done /> : place + 1}</span>
            {t(`welcome.step-${other}`)}
          </>
        );
        return (
          <li key={other} className={place < at ? style['done'] : ''} {...(place === at ? { 'aria-current': 'step' } : {})}>
            {place < at && onGo ? (
              <button type="button" className={style['step']} onClick={() => onGo(other)}>
                {inside}
              </button>
            ) : (
              <span className={style['step']}>{inside}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const Done = () => (
  <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <path d="M2.5 6.3 5 8.8 9.5 3.6" />
  </svg>
);
