import { useRef, useState, type PointerEvent } from 'react';
import type { LogReader } from './log-reader.ts';
import { bytesShown, type LogView } from './log-view.ts';
import style from './LogViewer.module.css';

const shortest = 28;

/** Stands for the bytes of the whole log: dragged, it leads to any place of it. Keys do the same in the pane itself. */
export function LogScrollbar({ view, rows, reader }: { view: LogView; rows: number; reader: LogReader }) {
  const track = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ grip: number; share: number }>();
  const { from, to } = bytesShown(view, rows);
  const length = (to - from) / Math.max(1, view.total);
  const share = dragged?.share ?? Math.min(1, from / Math.max(1, view.total - (to - from)));
  const height = `max(${shortest}px, ${(length * 100).toFixed(3)}%)`;

  function seek(event: PointerEvent, grip: number): void {
    const box = track.current?.getBoundingClientRect();
    if (!box) return;
    const room = box.height - Math.max(shortest, length * box.height);
    const next = Math.max(0, Math.min(1, (event.clientY - box.top - grip) / Math.max(1, room)));
    setDragged({ grip, share: next });
    if (next >= 1) void reader.toEnd();
    else if (next <= 0) void reader.toStart();
    else void reader.seek(Math.floor(next * (view.total - (to - from))));
  }

  return (
    <div
      ref={track}
      className={style['track']}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const thumb = event.currentTarget.firstElementChild?.getBoundingClientRect();
        const isOnThumb = thumb && event.clientY >= thumb.top && event.clientY <= thumb.bottom;
        seek(event, isOnThumb ? event.clientY - thumb.top : (thumb?.height ?? shortest) / 2);
      }}
      onPointerMove={(event) => dragged && seek(event, dragged.grip)}
      onPointerUp={() => setDragged(undefined)}
      onPointerCancel={() => setDragged(undefined)}
    >
      <i className={style['thumb']} style={{ height, top: `calc((100% - ${height}) * ${share.toFixed(5)})` }} />
    </div>
  );
}
