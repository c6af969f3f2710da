import { useEffect, useRef, type RefObject } from 'react';

type Handover = {
  /** Around whichever of the buttons is there. */
  place: RefObject<HTMLDivElement | null>;
  /** Does what a button that goes away with it is for. */
  press: (deed: () => void) => void;
};

/** For buttons that take each other's place when `state` becomes another: with the place goes the focus, if one of them was pressed. */
export function useHandover(state: unknown): Handover {
  const place = useRef<HTMLDivElement>(null);
  const isPressed = useRef(false);
  useEffect(() => {
    if (isPressed.current && isFocusLost()) place.current?.querySelector('button')?.focus();
    isPressed.current = false;
  }, [state]);
  const press = (deed: () => void) => {
    isPressed.current = true;
    deed();
  };
  return { place, press };
}

/** True when what had the focus is gone. */
export const isFocusLost = (): boolean => document.activeElement === document.body;
