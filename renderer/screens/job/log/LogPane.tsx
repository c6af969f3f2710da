import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Trouble } from '../../../parts/Trouble.tsx';
import { Waiting } from '../../../parts/Waiting.tsx';
import { useWords } from '../../../words/words.tsx';
import { LogLine } from './LogLine.tsx';
import type { LogReader, LogState } from './log-reader.ts';
import { LogScrollbar } from './LogScrollbar.tsx';
import style from './LogViewer.module.css';
import { isWhole, shownLines } from './log-view.ts';
import { lineHeight, useScrolling } from './use-scrolling.ts';
import type { LogPart } from './use-log.ts';

type Props = {
  part: LogPart;
  reader: LogReader;
  state: LogState;
  rows: number;
  isActive: boolean;
  marked: string;
  hit: number | undefined;
  onRows: (rows: number) => void;
};

/** The lines on screen and the bar beside them. Only what is seen is drawn, however long the log is. */
export function LogPane({ part, reader, state: { view, error }, rows, isActive, marked, hit, onRows }: Props) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const onKeyDown = useScrolling(frame, pane, reader, rows);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());

  useLayoutEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    // A bar for scrolling sideways takes room from the lines.
    const observer = new ResizeObserver(() => onRows(Math.max(1, Math.floor(element.clientHeight / lineHeight))));
    observer.observe(element);
    return () => observer.disconnect();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- observed once
  }, []);

  // What was found is also brought in from the side.
  useEffect(() => {
    if (hit !== undefined) pane.current?.querySelector('[data-hit] mark')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [hit]);

  const isEmpty = view?.total === 0;
  return (
    <div ref={frame} className={style['frame']}>
      <div ref={pane} className={style['pane']} role="log" aria-live="off" aria-label={t('log.label')} tabIndex={0} onKeyDown={onKeyDown}>
        {error !== undefined && (
          <div className={style['aside']}>
            <Trouble error={error} retry={() => void reader.open()} />
          </div>
        )}
        {!view && error === undefined && (
          <div className={style['aside']}>
            <Waiting>{t('common.loading')}</Waiting>
          </div>
        )}
        {isEmpty && error === undefined && (
          <div className={style['aside']}>
            <p>{t(`log.empty-${part}`)}</p>
            {!isActive && part === 'output' && <p className={style['note']}>{t('log.empty-kept')}</p>}
          </div>
        )}
        {view && !isEmpty && error === undefined && (
          <div className={style['lines']}>
            {shownLines(view, rows).map(({ byte, text }) => (
              <LogLine
                key={byte}
                text={text}
                marked={marked}
                isHit={byte === hit}
                isWhole={byte === hit || opened.has(byte)}
                onOpen={() => setOpened(new Set(opened).add(byte))}
              />
            ))}
          </div>
        )}
      </div>
      {view && !isWhole(view, rows) && <LogScrollbar view={view} rows={rows} reader={reader} />}
    </div>
  );
}
