import { useLayoutEffect, useState, type RefObject } from 'react';

/** Whether an element has at least so much room across (px). */
export function useIsWide(element: RefObject<HTMLElement | null>, least: number): boolean {
  const [isWide, setWide] = useState(false);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => setWide(box.clientWidth >= least));
    observer.observe(box);
    return () => observer.disconnect();
  }, [element, least]);
  return isWide;
}
