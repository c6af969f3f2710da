import { useEffect, useRef, useState } from 'react';
import { within, wholeOf, around, lengthOf, type Scale, type Span } from './span.ts';

export type Seen = {
  /** All there is, and what of it is seen. */
  whole: Span;
  span: Span;
  /** Shows another stretch at once, as a hand leads it. */
  show: (span: Span) => void;
  /** Goes there in a short movement, so that the eye follows. */
  glide: (span: Span | Scale) => void;
  /** Begins to be drawn with another stretch: while it is drawn. */
  jump: (span: Span) => void;
};

const glideMs = 160;

/** The stretch of time that is seen: at first the last year, or all when that is less. Until it is moved, it goes along with the time. */
export function useSpan(first: number, now: number): Seen {
  const whole = wholeOf(first, now);
  const [chosen, setChosen] = useState<Span | Scale>('year');
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const spanOf = (which: Span | Scale): Span => (typeof which === 'string' ? around(whole.to, which, whole) : within(which, whole));
  const span = spanOf(chosen);
  const show = (next: Span | Scale) => {
    cancelAnimationFrame(frame.current);
    setChosen(next);
  };
  const glide = (next: Span | Scale) => {
    cancelAnimationFrame(frame.current);
    const end = spanOf(next);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setChosen(next);
      return;
    }
    const begun = performance.now();
    const step = (at: number) => {
      const share = Math.min(1, Math.max(0, (at - begun) / glideMs));
      setChosen(share === 1 ? next : between(span, end, 1 - (1 - share) ** 3));
      if (share < 1) frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  };
  return { whole, span, show, glide, jump: setChosen };
}

/** On the way from one stretch to another; lengths change by the same factor in the same time. */
function between(from: Span, to: Span, share: number): Span {
  const length = lengthOf(from) ** (1 - share) * lengthOf(to) ** share;
  const room = lengthOf(to) - lengthOf(from);
  const way = Math.abs(room) < 1 ? share : (length - lengthOf(from)) / room;
  const start = from.from + (to.from - from.from) * way;
  return { from: start, to: start + length };
}
