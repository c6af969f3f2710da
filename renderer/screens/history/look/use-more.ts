import { useEffect, useRef, useState } from 'react';

const step = 1000;

/** How many of so many lines are drawn: more of them as soon as their end comes near. `end` is to stand behind the last one. */
export function useMore(total: number) {
  const end = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(step);
  useEffect(() => {
    const mark = end.current;
    if (!mark || shown >= total) return undefined;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting === true && setShown((count) => count + step), {
      rootMargin: '1500px',
    });
    observer.observe(mark);
    return () => observer.disconnect();
  }, [shown, total]);
  return { shown: Math.min(shown, total), end, showAll: () => setShown(total) };
}
