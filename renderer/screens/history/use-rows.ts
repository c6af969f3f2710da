import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

export const rowHeight = 30;
const spare = 4;

/** Which rows of a long list are in sight, and the way to bring one there; `headHeight` (px) is covered by a head that stays. */
export function useRows(scroller: RefObject<HTMLElement | null>, total: number, headHeight: number) {
  const [seen, setSeen] = useState({ first: 0, count: 24 });
  // Asking the element costs a layout of the page, in the middle of drawing it.
  const known = useRef({ top: 0, height: 0 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () => {
      known.current = { top: element.scrollTop, height: element.clientHeight };
      const { top, height } = known.current;
      const first = Math.floor(top / rowHeight);
      const count = Math.max(1, Math.ceil((height - headHeight) / rowHeight));
      setSeen((now) => (now.first === first && now.count === count ? now : { first, count }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, headHeight]);

  const scrollTo = (top: number) => {
    if (top === known.current.top) return;
    known.current.top = top;
    scroller.current?.scrollTo({ top });
  };
  const bring = (index: number) => {
    known.current.height ||= scroller.current?.clientHeight ?? 0;
    const room = known.current.height - headHeight;
    const top = index * rowHeight;
    if (top < known.current.top) scrollTo(top);
    else if (top + rowHeight > known.current.top + room) scrollTo(top + rowHeight - room);
  };
  const first = Math.max(0, Math.min(seen.first, total - 1) - spare);
  const end = Math.min(total, seen.first + seen.count + spare);
  return { first, end: Math.max(first, end), page: Math.max(1, seen.count - 1), scrollTo, bring };
}
