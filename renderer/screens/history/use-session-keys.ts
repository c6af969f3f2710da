import { useEffect, useRef } from 'react';
import { neighboursOf, type Sessions } from './sessions.ts';

/** Shift with an arrow leads to the session before or after, wherever the focus is but in a field. */
export function useSessionKeys(sessions: Sessions, session: number | undefined, onSession: (time: number) => void): void {
  // Where the last key leads: a held key is faster than the screen.
  const aim = useRef(session);
  useEffect(() => {
    aim.current = session;
  }, [session]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { key, shiftKey, ctrlKey, altKey, metaKey, target } = event;
      if (!shiftKey || ctrlKey || altKey || metaKey || event.defaultPrevented || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return;
      if (target instanceof HTMLInputElement || document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]')) return;
      event.preventDefault();
      if (aim.current === undefined) return;
      const { before, after } = neighboursOf(sessions, aim.current);
      const time = key === 'ArrowLeft' ? before : after;
      if (time === null) return;
      aim.current = time;
      onSession(time);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });
}
