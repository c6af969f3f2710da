import { useWords } from '../../../words/words.tsx';
import type { DiffRow, Side } from '../diff-rows.ts';
import { LineText } from './LineText.tsx';
import style from './Look.module.css';

type Props = { rows: readonly DiffRow[]; view: 'unified' | 'sides'; current: number | undefined };

/** The lines of a difference; what was taken out has a minus, what came a plus. */
export function DiffRows({ rows, view, current }: Props) {
  const { t } = useWords();
  return rows.map((row, index) => {
    const isCurrent = index === current ? { 'data-current': true } : {};
    if (row.kind === 'gap') {
      return (
        <div key={index} className={style['gap']}>
          <span>{t('browse.lines-left-out', { count: row.count })}</span>
        </div>
      );
    }
    if (view === 'unified') {
      const side = row.new ?? row.old;
      const kind = row.kind === 'kept' ? 'kept' : row.old ? 'out' : 'come';
      return (
        <div key={index} className={`${style['line']} ${style['both']} ${style[kind]}`} data-row={index} {...isCurrent}>
          <Number side={row.old} />
          <Number side={row.new} />
          <Sign kind={kind} />
          <span className={style['content']}>{side && <LineText text={side.text} part={side.part} />}</span>
        </div>
      );
    }
    return (
      <div key={index} className={style['pair']} data-row={index} {...isCurrent}>
        <Half side={row.old} kind={row.kind === 'kept' ? 'kept' : 'out'} />
        <Half side={row.new} kind={row.kind === 'kept' ? 'kept' : 'come'} />
      </div>
    );
  });
}

type Kind = 'kept' | 'out' | 'come';

function Half({ side, kind }: { side: Side | null; kind: Kind }) {
  if (!side) return <div className={`${style['line']} ${style['half']} ${style['nothing']}`} />;
  return (
    <div className={`${style['line']} ${style['half']} ${style[kind]}`}>
      <Number side={side} />
      <Sign kind={kind} />
      <span className={style['content']}>
        <LineText text={side.text} part={side.part} />
      </span>
    </div>
  );
}

const Number = ({ side }: { side: Side | null }) => (
  <span className={style['number']} aria-hidden="true">
    {side?.number}
  </span>
);

function Sign({ kind }: { kind: Kind }) {
  const { t } = useWords();
  if (kind === 'kept') return <span />;
  return (
    <span className={style['sign']} role="img" aria-label={t(kind === 'out' ? 'browse.line-out' : 'browse.line-in')}>
      {kind === 'out' ? '−' : '+'}
    </span>
  );
}
