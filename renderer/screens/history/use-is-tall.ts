import { useSyncExternalStore } from 'react';

const tall = window.matchMedia('(min-height: 640px)');

const subscribe = (listener: () => void) => {
  tall.addEventListener('change', listener);
  return () => tall.removeEventListener('change', listener);
};

/** Whether the window is tall enough for a timeline above a list of files. */
export const useIsTall = (): boolean => useSyncExternalStore(subscribe, () => tall.matches);
