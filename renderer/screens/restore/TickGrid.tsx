import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { typed } from '../history/grid-keys.ts';
import grid from '../history/RowGrid.module.css';
import { rowHeight, useRows } from '../history/use-rows.ts';
import type { Tick } from './choice.ts';
import style from './TickGrid.module.css';
import { TickBox } from './TickBox.tsx';
import { treeDeed } from './tree-keys.ts';

const headHeight = 30;

export type TickColumn = { id: string; label: string; isEnd?: boolean };
/** A line: `isOpen` where it opens, `tick` null where it cannot be ticked. The first cell stands behind the tick box. */
export type TickLine = {
  level: number;
  name: string;
  isOpen: boolean | undefined;
  tick: Tick | null;
  tickLabel: string;
  cells: readonly ReactNode[];
};

type Props = {
  label: string;
  columns: readonly TickColumn[];
  /** A class that sets the widths of the columns, `--columns`. */
  layout: string;
  total: number;
  /** Undefined while it is not there yet. */
  lineAt: (index: number) => TickLine | undefined;
  cursor: number;
  onCursor: (index: number) => void;
  onTick: (index: number) => void;
  /** Enter. */
  onOpen: (index: number) => void;
  onExpand: (index: number, isOpen: boolean) => void;
  onUp: (index: number) => void;
  onType: (text: string) => void;
  onRange: (first: number, end: number) => void;
  isBusy: boolean;
  empty?: string;
};

/** Lines of any number that are ticked, some of which open; only those in sight are drawn. Space ticks, the arrows open and close. */
export function TickGrid(props: Props) {
  const { label, columns, layout, total, lineAt, cursor, onCursor, onTick, onExpand, onRange, isBusy, empty } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const { first, end, page, bring } = useRows(box, total, headHeight);
  const letters = useRef({ text: '', at: 0 });

  useEffect(() => onRange(first, end), [onRange, first, end]);
  useLayoutEffect(() => {
    if (cursor >= 0) bring(cursor);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- brought into sight when it moves, not when the list is scrolled
  }, [cursor]);

  const pressed = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
    const deed = treeDeed(event, { cursor, total, page }, lineAt(cursor)?.isOpen);
    if (!deed) return;
    event.preventDefault();
    if (deed.do === 'move') onCursor(deed.to);
    else if (deed.do === 'type') {
      letters.current = typed(letters.current, deed.letter, event.timeStamp);
      props.onType(letters.current.text);
    } else if (cursor >= 0) {
      if (deed.do === 'tick') onTick(cursor);
      else if (deed.do === 'open') props.onOpen(cursor);
      else if (deed.do === 'up') props.onUp(cursor);
      else onExpand(cursor, deed.do === 'expand');
    }
  };

  return (
    <div className={grid['frame']}>
      <div
        ref={box}
        className={`${grid['grid']} ${layout}`}
        role="treegrid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-busy={isBusy}
        {...(isBusy ? { 'data-busy': true } : {})}
        {...(cursor >= first && cursor < end ? { 'aria-activedescendant': `${id}${cursor}` } : {})}
        onKeyDown={pressed}
      >
        <div role="rowgroup" className={grid['head']}>
          <div role="row" aria-rowindex={1} className={`${grid['row']} ${style['row']}`}>
            {columns.map((column) => (
              <div
                key={column.id}
                role="columnheader"
                className={`${grid['cell']} ${column.isEnd ? grid['end'] : ''}`}
                data-column={column.id}
              >
                {column.label}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={grid['body']} style={{ height: total * rowHeight }}>
          {Array.from({ length: end - first }, (_, offset) => first + offset).map((index) => (
            <Row
              key={index}
              id={`${id}${index}`}
              index={index}
              line={lineAt(index)}
              columns={columns}
              isCursor={index === cursor}
              onPress={() => {
                onCursor(index);
                const line = lineAt(index);
                if (line?.isOpen !== undefined) onExpand(index, !line.isOpen);
                else onTick(index);
              }}
              onTick={() => {
                onCursor(index);
                onTick(index);
              }}
            />
          ))}
        </div>
      </div>
      {total === 0 && empty !== undefined && <p className={grid['empty']}>{empty}</p>}
    </div>
  );
}

type RowProps = {
  id: string;
  index: number;
  line: TickLine | undefined;
  columns: readonly TickColumn[];
  isCursor: boolean;
  onPress: () => void;
  onTick: () => void;
};

function Row({ id, index, line, columns, isCursor, onPress, onTick }: RowProps) {
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
