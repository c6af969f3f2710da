import { memo, useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { keyDeed, typed } from './grid-keys.ts';
import style from './RowGrid.module.css';
import { rowHeight, useRows } from './use-rows.ts';

const headHeight = 30;
const noLetters = { text: '', at: 0 };

/** A column: `sort` where a click on its head puts the rows in its order. */
export type Column = {
  id: string;
  label: string;
  /** A number: it stands at the end of its column. */
  isEnd?: boolean;
  /** Its head is read out and not seen. */
  isUnseen?: boolean;
  sort?: { order: 'ascending' | 'descending'; isActive: boolean; onSort: () => void };
};

type Props<T> = {
  label: string;
  columns: readonly Column[];
  /** A class that sets the widths of the columns, `--columns`. */
  layout: string;
  total: number;
  /** What stands in a row; undefined while it is not there yet. */
  rowAt: (index: number) => T | undefined;
  cells: (row: T) => readonly ReactNode[];
  /** Which row the keys act on; -1 for none. */
  cursor: number;
  onCursor: (index: number) => void;
  isOpen?: (row: T) => boolean;
  isFaint?: (row: T) => boolean;
  /** The rows in sight, so that they can be asked for. */
  onRange?: (first: number, end: number) => void;
  onOpen: (index: number) => void;
  onInfo?: ((index: number) => void) | undefined;
  onUp?: (() => void) | undefined;
  /** Shift+Enter; without it, a row opens as by Enter. */
  onRestore?: ((index: number) => void) | undefined;
  /** Letters that were typed one after the other, to go to a row that begins with them. */
  onType?: (text: string) => void;
  /** Other rows: they are seen from their top, or from their cursor. */
  subject: string;
  isBusy?: boolean;
  /** What is said where there is no row. */
  empty?: string;
};

/** A table of any length of which only what is in sight is drawn; the keys go from row to row, Enter opens one. */
export function RowGrid<T>(props: Props<T>) {
  const {
    label,
    columns,
    layout,
    total,
    rowAt,
    cells,
    cursor,
    onCursor,
    isOpen,
    isFaint,
    onRange,
    onOpen,
    subject,
    isBusy = false,
    empty,
  } = props;
  const grid = useRef<HTMLDivElement>(null);
  const id = useId();
  const { first, end, page, scrollTo, bring } = useRows(grid, total, headHeight);
  const letters = useRef(noLetters);

  useEffect(() => {
    onRange?.(first, end);
  }, [onRange, first, end]);
  useLayoutEffect(() => {
    scrollTo(0);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only other rows are seen from their top
  }, [subject]);
  useLayoutEffect(() => {
    if (cursor >= 0) bring(cursor);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- brought into sight when it moves or the room does, not when the list is scrolled
  }, [cursor, subject, page]);

  const pressed = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && event.shiftKey && props.onRestore && cursor >= 0) {
      event.preventDefault();
      props.onRestore(cursor);
      return;
    }
    const deed = keyDeed(event, { cursor, total, page });
    if (!deed) return;
    event.preventDefault();
    if (deed.do !== 'type') letters.current = noLetters;
    if (deed.do === 'move') onCursor(deed.to);
    else if (deed.do === 'open' && cursor >= 0) onOpen(cursor);
    else if (deed.do === 'info' && cursor >= 0) props.onInfo?.(cursor);
    else if (deed.do === 'up') props.onUp?.();
    else if (deed.do === 'type') {
      letters.current = typed(letters.current, deed.letter, event.timeStamp);
      props.onType?.(letters.current.text);
    }
  };

  const rows = Array.from({ length: end - first }, (_, offset) => first + offset);
  return (
    <div className={style['frame']}>
      <div
        ref={grid}
        className={`${style['grid']} ${layout}`}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-busy={isBusy}
        {...(cursor >= first && cursor < end ? { 'aria-activedescendant': `${id}${cursor}` } : {})}
        onKeyDown={pressed}
        onFocus={() => (letters.current = noLetters)}
      >
        <div role="rowgroup" className={style['head']}>
          <div role="row" aria-rowindex={1} className={style['row']}>
            {columns.map((column) => (
              <Head key={column.id} column={column} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={style['body']} style={{ height: total * rowHeight }}>
          {rows.map((index) => {
            const row = rowAt(index);
            return (
              <div
                key={index}
                id={`${id}${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={row !== undefined && (isOpen?.(row) ?? false)}
                className={`${style['row']} ${style['line']}`}
                style={{ top: index * rowHeight }}
                {...(index === cursor ? { 'data-cursor': true } : {})}
                {...(row !== undefined && isFaint?.(row) ? { 'data-faint': true } : {})}
                onClick={() => {
                  onCursor(index);
                  if (row !== undefined) onOpen(index);
                }}
              >
                <Cells columns={columns} row={row} cells={cells as (row: unknown) => readonly ReactNode[]} />
              </div>
            );
          })}
        </div>
      </div>
      {total === 0 && empty !== undefined && <p className={style['empty']}>{empty}</p>}
    </div>
  );
}

type CellsProps = { columns: readonly Column[]; row: unknown; cells: (row: unknown) => readonly ReactNode[] };

/** The cells of a row, drawn anew only for another row. */
const Cells = memo(function Cells({ columns, row, cells }: CellsProps) {
  const shown = row === undefined ? [] : cells(row);
  return columns.map(({ id, isEnd }, index) => (
    <div
      key={id}
      role={index === 0 ? 'rowheader' : 'gridcell'}
      className={`${style['cell']} ${isEnd ? style['end'] : ''}`}
      data-column={id}
    >
      {shown[index]}
    </div>
  ));
}, isSame);

/** Columns of the same number are the same ones. */
function isSame(before: CellsProps, now: CellsProps): boolean {
  return before.row === now.row && before.cells === now.cells && before.columns.length === now.columns.length;
}

function Head({ column: { id, label, isEnd, isUnseen, sort } }: { column: Column }) {
  return (
    <div
      role="columnheader"
      className={`${style['cell']} ${isEnd ? style['end'] : ''}`}
      data-column={id}
      {...(sort?.isActive ? { 'aria-sort': sort.order } : {})}
    >
      {sort ? (
        <button type="button" className={style['sort']} onClick={sort.onSort}>
          {label}
          <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true" {...(sort.isActive ? { 'data-active': true } : {})}>
            <path d={sort.order === 'ascending' ? 'M1 6 4 2l3 4z' : 'M1 2l3 4 3-4z'} />
          </svg>
        </button>
      ) : isUnseen ? (
        <span className={style['unseen']}>{label}</span>
      ) : (
        label
      )}
    </div>
  );
}
