import * as z from 'zod';

/** How the program is to look and behave on this machine. */
export const Preferences = z.strictObject({
  language: z.enum(['system', 'en', 'ja']),
  appearance: z.enum(['system', 'light', 'dark']),
  /** What quitting does while a backup runs: ask, let it finish in the background, or cancel it. */
  atQuit: z.enum(['ask', 'leave', 'cancel']),
  /** Desktop notifications of failures and recoveries. */
  notifications: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;

export const defaultPreferences: Preferences = { language: 'system', appearance: 'system', atQuit: 'ask', notifications: true };
