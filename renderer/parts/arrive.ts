import { useEffect, useRef, type RefObject } from 'react';
import type { Target } from '../../electron/contract/wire.ts';
import { go } from '../frame/screen.ts';

let wanted: string | undefined;

/** Goes to a screen, and on it to one of its parts. */
export function goToPart(target: Target, part: string): void {
  wanted = part;
  go(target);
}

/** Puts the focus on the main button of a part, the last one. */
export const focusMain = (part: Element | null | undefined): void => [...(part?.querySelectorAll('button') ?? [])].at(-1)?.focus();

/** To be given to a part of a screen: whoever came for it finds it in sight, with the focus on its main button. */
export function useArrival(part: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted !== part) return;
    wanted = undefined;
    // The frame brings every new screen to its top first.
    const frame = requestAnimationFrame(() => {
      place.current?.scrollIntoView({ block: 'center' });
      focusMain(place.current);
    });
    return () => cancelAnimationFrame(frame);
  }, [part]);
  return place;
}
