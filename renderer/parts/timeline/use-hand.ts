import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';

/** What a hand does over an element, in px from its left and top edge. */
export type Hand = {
  hover: (x: number, y: number) => void;
  leave: () => void;
  tap: (x: number, y: number) => void;
  /** The pointer has moved along by so many px since the last time. */
  drag: (by: number) => void;
  /** Closer (`factor` below 1) or further away; false when it goes no further, and the page may scroll. */
  zoom: (factor: number, x: number) => boolean;
};

const clickPx = 4;
// A page that was just scrolled goes on to be scrolled when the timeline comes under the pointer.
const scrollRestMs = 300;

/** Mouse, wheel, trackpad and fingers over an element: what its pointer events are to be given to. */
export function useHand(element: RefObject<HTMLElement | null>, hand: Hand) {
  const pointers = useRef(new Map<number, number>());
  const begun = useRef<{ x: number; isDrag: boolean }>({ x: 0, isDrag: false });
  const latest = useRef(hand);
  useEffect(() => {
    latest.current = hand;
  });

  useEffect(() => {
    const target = element.current;
    if (!target) return;
    let scrolledAt = -Infinity;
    const scrolled = () => (scrolledAt = performance.now());
    const wheel = (event: WheelEvent) => {
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!isSideways && !event.ctrlKey && performance.now() - scrolledAt < scrollRestMs) return;
      const x = event.clientX - target.getBoundingClientRect().left;
      if (isSideways) latest.current.drag(-(event.deltaX || event.deltaY));
      else if (!latest.current.zoom(Math.exp(event.deltaY * (event.ctrlKey ? 0.01 : 0.003)), x) && !event.ctrlKey) return;
      event.preventDefault();
    };
    // React listens to the wheel passively, and could not keep the page from scrolling.
    target.addEventListener('wheel', wheel, { passive: false });
    document.addEventListener('scroll', scrolled, { capture: true, passive: true });
    return () => {
      target.removeEventListener('wheel', wheel);
      document.removeEventListener('scroll', scrolled, { capture: true });
    };
  }, [element]);

  const placeOf = (event: PointerEvent): [x: number, y: number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      const [x] = placeOf(event);
      pointers.current.set(event.pointerId, x);
      begun.current = { x, isDrag: pointers.current.size > 1 };
    },
    onPointerMove: (event: PointerEvent) => {
      const [x, y] = placeOf(event);
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) {
        latest.current.hover(x, y);
        return;
      }
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      if (!begun.current.isDrag && Math.abs(x - begun.current.x) < clickPx) return;
      if (!begun.current.isDrag) event.currentTarget.setPointerCapture(event.pointerId);
      begun.current.isDrag = true;
      pointers.current.set(event.pointerId, x);
      if (other === undefined) latest.current.drag(x - before);
      else latest.current.zoom(Math.abs(before - other) / Math.max(8, Math.abs(x - other)), (x + other) / 2);
    },
    onPointerUp: (event: PointerEvent) => {
      if (!pointers.current.delete(event.pointerId) || begun.current.isDrag) return;
      latest.current.tap(...placeOf(event));
    },
    onPointerCancel: (event: PointerEvent) => pointers.current.delete(event.pointerId),
    onPointerLeave: (event: PointerEvent) => {
      if (!begun.current.isDrag) pointers.current.delete(event.pointerId);
      latest.current.leave();
    },
  };
}
