import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { typed } from '../history/grid-keys.ts';
import grid from '../history/RowGrid.module.css';
import { rowHeight, useRows } from '../history/use-rows.ts';
import style from './TickGrid.module.css';
import { TickRow, type TickColumn, type TickLine } from './TickRow.tsx';
import { treeDeed } from './tree-keys.ts';

const headHeight = 30;
const noLetters = { text: '', at: 0 };

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
  const letters = useRef(noLetters);

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
    if (deed.do !== 'type') letters.current = noLetters;
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
            <TickRow
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
