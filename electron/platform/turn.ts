import { setImmediate } from 'node:timers/promises';

/** Gives the main loop back once: what has waited for it (a window, a tray, a question) comes first. */
export const turn = (): Promise<void> => setImmediate();
