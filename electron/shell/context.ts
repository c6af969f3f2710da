import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, tables, type Engine } from '../engine.ts';
import type { Facts, Reply } from '../contract/failure.ts';
import { Refusal } from '../contract/failure.ts';
import type { Language } from '../contract/words/format.ts';
import type { Translate } from '../contract/words/sentences.ts';
import { defaultHome } from '../platform/home.ts';
import { machinePorts, noDesktop } from '../platform/machine.ts';
import { createWords } from '../contract/words/translate.ts';
import { chooseLanguage } from '../platform/words.ts';

/** What every command accepts. */
export type Globals = { home?: string; json?: boolean; lang?: string };

/** One call of the shell: its engine, its language, and where its answer goes. */
export type Shell = { engine: Engine; home: string; json: boolean; t: Translate; language: Language; live: boolean };

type SaidAtOnce =
  | 'failure.not-confirmed'
  | 'failure.needs-confirmation'
  | 'failure.restore-not-confirmed'
  | 'failure.restore-needs-yes'
  | 'failure.restore-no-mail';

/** Thrown to end a command with an exit code once everything has been said. */
export class ShellFailure extends Error {
  readonly word: SaidAtOnce;
  constructor(word: ShellFailure['word']) {
    super(word);
    this.word = word;
  }
}

export const wordsOf = (options: Globals): { t: Translate; language: Language } => {
  const language = chooseLanguage(options.lang);
  return { t: createWords(language), language };
};

/** Opens the engine on the chosen home. Refuses with `home-unusable`. */
export function openShell(options: Globals, kind: 'shell' | 'browser', version: string): Shell {
  const home = resolve(options.home ?? defaultHome());
  const json = options.json === true;
  const words = wordsOf(options);
  try {
    const desktop = { ...noDesktop(kind, version), systemLanguage: words.language };
    const engine = createEngine(machinePorts(home, tables, { desktop, checkCommand: checkCommandOf(home) }), home);
    return { engine, home, json, ...words, live: !json && process.stdout.isTTY && process.stderr.isTTY };
  } catch (error) {
    throw new Refusal('home-unusable', { home, line: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** What runs one check of a home by this program as it was started. */
const checkCommandOf = (home: string): readonly string[] => [process.execPath, process.argv[1] ?? '', '--home', home, 'check'];

/** The value of a reply; a failure is thrown on as the refusal it was. */
export function must<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Refusal(reply.failure.kind, reply.failure.facts);
}

/** A file as a person types it: `~/` is the home folder, relative to where they are. */
export const typedFile = (path: string): string => (path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(path));

/** A place as a person types it: `./folder` is below where they are; everything else stays as it is and is checked by the engine. */
export const typedPlace = (place: string): string => (/^\.{1,2}(?:\/|$)/.test(place) ? resolve(place) : place);

export type { Facts };
