import { useEffect } from 'react';

/** Shift with an arrow leads to the session before or after, wherever the focus is but in a field. */
export function useSessionKeys(onStep: (to: 'before' | 'after') => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { key, shiftKey, ctrlKey, altKey, metaKey, target } = event;
      if (!shiftKey || ctrlKey || altKey || metaKey || event.defaultPrevented || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return;
      if (target instanceof HTMLInputElement || document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]')) return;
      event.preventDefault();
      onStep(key === 'ArrowLeft' ? 'before' : 'after');
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });
}
