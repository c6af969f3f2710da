import { useWords } from '../../words/words.tsx';
import style from './DayMarks.module.css';
import type { DayFacts } from './month.ts';

const kinds = ['session', 'damaged', 'failed', 'missed'] as const;
type Kind = (typeof kinds)[number];

const shapes: Record<Kind, React.ReactNode> = {
  session: <circle cx="4" cy="4" r="2.6" />,
  damaged: <path d="M4 1 7.2 7H.8Z" />,
  failed: <path d="M0 2.9h8v2.2H0z" />,
  missed: <circle cx="4" cy="4" r="2.4" className={style['ring']} />,
};

const Mark = ({ kind }: { kind: Kind }) => (
  <svg viewBox="0 0 8 8" width="7" height="7" className={style[kind]}>
    {shapes[kind]}
  </svg>
);

/** What happened on a day, each thing by a shape of its own. */
export function DayMarks({ facts }: { facts: DayFacts | undefined }) {
  const shown: Record<Kind, boolean> = {
    session: facts !== undefined && facts.sessions.length > facts.damaged,
    damaged: (facts?.damaged ?? 0) > 0,
    failed: (facts?.failed ?? 0) > 0,
    missed: (facts?.missed ?? 0) > 0,
  };
  return (
    <span className={style['marks']} aria-hidden="true">
      {kinds.map((kind) => shown[kind] && <Mark key={kind} kind={kind} />)}
    </span>
  );
}

/** What the shapes mean: those that occur in the job's past. */
export function MarkLegend({ facts }: { facts: Iterable<DayFacts> }) {
  const { t } = useWords();
  const all = [...facts];
  const occurs = (kind: Kind) => kind === 'session' || all.some((day) => day[kind] > 0);
  return (
    <ul className={style['legend']} aria-label={t('restore-screen.legend')}>
      {kinds.filter(occurs).map((kind) => (
        <li key={kind}>
          <span aria-hidden="true">
            <Mark kind={kind} />
          </span>
          {t(`restore-screen.legend-${kind}`)}
        </li>
      ))}
    </ul>
  );
}
