import { basename, dirname } from 'node:path';
import { Refusal } from '../contract/failure.ts';
import type { Notice } from '../contract/requests.ts';
import { emptySettings, Settings } from '../contract/settings.ts';
import type { Database, DocumentFile, Files } from '../platform/ports.ts';
import { climb, settingsLadder, type Rung } from './ladder.ts';

type Deps = { document: DocumentFile; copy: DocumentFile; database: Database; files: Files; ladder?: readonly Rung[] };

type Reading = { kind: 'good'; settings: Settings } | { kind: 'absent' } | { kind: 'newer'; version: number } | { kind: 'damaged' };

export type SettingsStore = {
  /** What is set up now. A damaged document is set aside and replaced by its last-known-good copy. */
  load(): Promise<Settings>;
  /** One change, seen whole or not at all by every other process; answers the new settings. */
  change(next: (settings: Settings) => Settings): Promise<Settings>;
  /** What lies set aside and waits for a person's look. */
  notices(): Promise<Notice[]>;
};

/**
 * The settings and their last-known-good copy. Never silently empty: with neither of the two readable it refuses
 * (`settings-unreadable`, `settings-newer`) and leaves both where they are.
 */
export function createSettingsStore({ document, copy, database, files, ladder = settingsLadder }: Deps): SettingsStore {
  // With hundreds of jobs it takes long to check a document, and it is asked for again and again.
  let last: { text: string; settings: Settings } | undefined;
  const current = (): Settings | undefined => {
    const text = document.read();
    if (text === undefined || text !== last?.text) {
      const main = readingOf(text, ladder);
      last = text !== undefined && main.kind === 'good' ? { text, settings: main.settings } : undefined;
    }
    return last?.settings;
  };

  function repaired(): Settings {
    const main = readingOf(document.read(), ladder);
    if (main.kind === 'good') return main.settings;
    const spare = readingOf(copy.read(), ladder);
    if (spare.kind === 'good') {
      if (main.kind !== 'absent') document.setAside();
      document.write(spare.settings);
      return spare.settings;
    }
    if (main.kind === 'absent' && spare.kind === 'absent') return emptySettings;
    const newer = [main, spare].find((reading) => reading.kind === 'newer');
    throw newer
      ? new Refusal('settings-newer', { file: document.path, version: newer.version })
      : new Refusal('settings-unreadable', { file: document.path });
  }

  return {
    load: async () => {
      const settings = current();
      if (settings) return settings;
      await Promise.all([document.prepare(), copy.prepare()]);
      return database.exclusive(repaired);
    },
    change: async (next) => {
      await Promise.all([document.prepare(), copy.prepare()]);
      return database.exclusive(() => {
        const settings = Settings.parse(next(repaired()));
        document.write(settings);
        copy.write(settings);
        return settings;
      });
    },
    notices: async () => {
      const aside = (await files.list(dirname(document.path))) ?? [];
      const stem = `${basename(document.path, '.json')}.damaged-`;
      return aside.filter((file) => file.startsWith(stem)).map((file) => ({ kind: 'settings-aside', facts: { file } }));
    },
  };
}

function readingOf(text: string | undefined, ladder: readonly Rung[]): Reading {
  if (text === undefined) return { kind: 'absent' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'damaged' };
  }
  const climbed = climb(value, ladder);
  if (climbed.kind === 'newer') return climbed;
  if (climbed.kind === 'unreadable') return { kind: 'damaged' };
  const parsed = Settings.safeParse(climbed.document);
  return parsed.success ? { kind: 'good', settings: parsed.data } : { kind: 'damaged' };
}
