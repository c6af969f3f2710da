import type { ReactNode } from 'react';
import grid from '../history/RowGrid.module.css';
import { rowHeight } from '../history/use-rows.ts';
import type { Tick } from './choice.ts';
import { TickBox } from './TickBox.tsx';
import style from './TickGrid.module.css';

/** A column; one whose values are numbers stands at its end. */
export type TickColumn = { id: string; label: string; isEnd?: boolean };
/** A line: `isOpen` where it opens, `tick` null where it cannot be ticked. The first cell stands behind the tick box. */
export type TickLine = {
  level: number;
  isOpen: boolean | undefined;
  tick: Tick | null;
  tickLabel: string;
  cells: readonly ReactNode[];
};

type RowProps = {
  id: string;
  index: number;
  line: TickLine | undefined;
  columns: readonly TickColumn[];
  isCursor: boolean;
  onPress: () => void;
  onTick: () => void;
};

/** One line of a grid whose lines are ticked. */
export function TickRow({ id, index, line, columns, isCursor, onPress, onTick }: RowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={line?.level ?? 1}
      {...(line?.isOpen === undefined ? {} : { 'aria-expanded': line.isOpen })}
      className={`${grid['row']} ${grid['line']} ${style['row']}`}
      style={{ top: index * rowHeight }}
      {...(isCursor ? { 'data-cursor': true } : {})}
      onClick={onPress}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          role={at === 0 ? 'rowheader' : 'gridcell'}
          className={`${grid['cell']} ${column.isEnd ? grid['end'] : ''}`}
          data-column={column.id}
        >
          {at === 0 && line ? (
            <span className={style['first']}>
              <TickBox tick={line.tick} label={line.tickLabel} onTick={onTick} />
              <span
                className={style[line.level === 1 ? 'flat' : 'indent']}
                style={{ paddingLeft: Math.min(Math.max(0, line.level - 2), 12) * 14 }}
              >
                {line.level > 1 && (line.isOpen === undefined ? <span className={style['leaf']} /> : <Chevron isOpen={line.isOpen} />)}
                {line.cells[0]}
              </span>
            </span>
          ) : (
            line?.cells[at]
          )}
        </div>
      ))}
    </div>
  );
}

const Chevron = ({ isOpen }: { isOpen: boolean }) => (
  <svg
    className={style['chevron']}
    viewBox="0 0 12 12"
    width="12"
    height="12"
    aria-hidden="true"
    {...(isOpen ? { 'data-open': true } : {})}
  >
    <path d="M4.5 2.8 7.8 6 4.5 9.2" />
  </svg>
);
