import { useSyncExternalStore } from 'react';
import { addressOf, targetOf, type Target } from '../../electron/contract/wire.ts';

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The screen that the address names: a reload, a crash and a notification all lead to the right one. */
export function useScreen(): Target {
  const address = useSyncExternalStore(subscribe, () => location.hash);
  return targetOf(address);
}

/** Goes to a screen. */
export function go(target: Target): void {
  location.hash = addressOf(target);
}

/** Goes to a screen that takes the place of this one, and is not a step of its own to go back. */
export function goInstead(target: Target): void {
  location.replace(hrefOf(target));
}

/** The address of a screen, for links. */
export const hrefOf = (target: Target): string => `#${addressOf(target)}`;
