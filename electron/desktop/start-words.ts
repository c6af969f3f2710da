/** What stood on the command line. `hidden`: start without a window; `check`: look once after the backups, and end. */
export type StartWords = { home: string | undefined; hidden: boolean; check: boolean };

/** Reads the options of the desktop; everything else on the line belongs to Electron. */
export function startWords(args: readonly string[]): StartWords {
  const at = args.findIndex((arg) => arg === '--home' || arg.startsWith('--home='));
  const home = args[at]?.startsWith('--home=') === true ? args[at].slice('--home='.length) : at < 0 ? undefined : args[at + 1];
  return { home: home === '' ? undefined : home, hidden: args.includes('--hidden'), check: args.includes('--check') };
}
