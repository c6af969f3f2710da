import { useEffect } from 'react';

/** Esc takes one step back on the screen, as long as there is one; it belongs to what lies over the screen first. */
export function useStepBack(back: () => boolean): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]')) return;
      // A field with something in it is emptied first, by itself.
      const { target } = event;
      if (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type) && target.value !== '') return;
      if (back()) event.preventDefault();
    };
    // Before the frame, which would leave the screen.
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  });
}
