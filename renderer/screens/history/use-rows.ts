import { useLayoutEffect, useState, type RefObject } from 'react';

export const rowHeight = 30;
const spare = 4;

/** Which rows of a long list are in sight, and the way to bring one there; `headHeight` (px) is covered by a head that stays. */
export function useRows(scroller: RefObject<HTMLElement | null>, total: number, headHeight: number) {
  const [seen, setSeen] = useState({ first: 0, count: 24 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight);
      const count = Math.max(1, Math.ceil((element.clientHeight - headHeight) / rowHeight));
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

  const bring = (index: number) => {
    const element = scroller.current;
    if (!element) return;
    const room = element.clientHeight - headHeight;
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (top + rowHeight > element.scrollTop + room) element.scrollTo({ top: top + rowHeight - room });
  };
  const first = Math.max(0, Math.min(seen.first, total - 1) - spare);
  const end = Math.min(total, seen.first + seen.count + spare);
  return { first, end: Math.max(first, end), page: Math.max(1, seen.count - 1), bring };
}
