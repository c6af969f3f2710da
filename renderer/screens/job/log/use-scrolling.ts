import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { LogReader } from './log-reader.ts';

/** The height of a line on screen (px), the same in the style sheet. */
export const lineHeight = 20;

/** Lets the wheel (over the frame) and keys (in the pane) move a log by lines. What cannot be moved any further is left to what lies around it. */
export function useScrolling(
  frame: RefObject<HTMLElement | null>,
  pane: RefObject<HTMLElement | null>,
  reader: LogReader,
  rows: number,
): (event: KeyboardEvent<HTMLElement>) => void {
  const rest = useRef(0);

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const turned = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      rest.current += event.deltaY / (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? lineHeight : 1);
      const lines = Math.trunc(rest.current);
      rest.current -= lines;
      const before = reader.state().view?.top;
      if (lines !== 0) void reader.move(lines);
      if (lines === 0 || reader.state().view?.top !== before) event.preventDefault();
    };
    // React hears the wheel only where it cannot be stopped.
    element.addEventListener('wheel', turned, { passive: false });
    return () => element.removeEventListener('wheel', turned);
  }, [frame, reader]);

  return (event) => {
    if (event.altKey || event.shiftKey || event.metaKey || event.target !== pane.current) return;
    const move: Record<string, () => Promise<void>> = {
      ArrowUp: () => reader.move(-1),
      ArrowDown: () => reader.move(1),
      PageUp: () => reader.move(1 - rows),
      PageDown: () => reader.move(Math.max(1, rows - 1)),
      Home: () => reader.toStart(),
      End: () => reader.toEnd(),
    };
    const act = move[event.key];
    if (!act) return;
    event.preventDefault();
    void act();
  };
}
