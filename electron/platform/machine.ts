import { existsSync, renameSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { systemClock } from './clock.ts';
import { openDatabase } from './database.ts';
import { documentFile, type DocumentStore } from './document-file.ts';
import { localFiles } from './files.ts';
import { configFolder, prepareHome, sweepScratch, withScratch } from './home.ts';
import { systemProcesses } from './processes.ts';
import type {
  CheckTimer,
  Clock,
  Database,
  Desktop,
  DocumentFile,
  Files,
  Mailer,
  Network,
  Power,
  Processes,
  Secrets,
  Threads,
} from './ports.ts';
import { createMailer } from './mailer.ts';
import { systemNetwork } from './network.ts';
import { createSecretStore, type Keyring } from './secrets.ts';
import { createCheckTimer } from './check-timer.ts';
import { linuxPower } from './power.ts';
import { historyThreads } from './thread.ts';
import { chooseLanguage } from './words.ts';

/** Everything the engine needs from the world. */
export type Ports = {
  clock: Clock;
  files: Files;
  processes: Processes;
  database: Database;
  threads: Threads;
  settings: DocumentFile;
  settingsCopy: DocumentFile;
  /** Lends a fresh private folder. */
  scratch: (work: (folder: string) => Promise<void>) => Promise<void>;
  newId: (kind: 'host' | 'job' | 'home' | 'take') => string;
  network: Network;
  mailer: Mailer;
  secrets: Secrets;
  power: Power;
  checkTimer: CheckTimer;
  /** 0..1. */
  chance: () => number;
  /** The time zone of this machine, by its IANA name. */
  zone: () => string;
  /** The name of this machine. */
  machine: string;
  desktop: Desktop;
  /** The home folder of the person, which is not the program's. */
  personHome: string;
};

/** A program without a desktop around it. */
export const noDesktop = (kind: 'browser' | 'shell', version: string): Desktop => ({
  kind,
  version,
  systemLanguage: chooseLanguage(undefined),
  tray: () => false,
  notifications: () => false,
  autostart: null,
});

/** `checkCommand` runs `modosu check` on this home; without it no timer can be set up. */
export type MachineOptions = { desktop?: Desktop; store?: DocumentStore; keyring?: Keyring | null; checkCommand?: readonly string[] };

/** The ports of this machine, with their state in `home`. A history that cannot be read is set aside, never written over. */
export function machinePorts(
  home: string,
  tables: readonly string[],
  { desktop = noDesktop('shell', ''), store, keyring = null, checkCommand = [] }: MachineOptions = {},
): Ports {
  prepareHome(home);
  sweepScratch(home);
  const processes = systemProcesses();
  return {
    clock: systemClock,
    files: localFiles,
    processes,
    network: systemNetwork,
    mailer: createMailer(),
    secrets: createSecretStore({ files: localFiles, folder: home, keyring }),
    power: linuxPower(),
    checkTimer: createCheckTimer({ files: localFiles, processes, command: checkCommand, configHome: configFolder() }),
    chance: Math.random,
    zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    machine: hostname(),
    database: openOrSetAside(home, tables),
    threads: historyThreads,
    settings: documentFile(home, 'settings', store),
    settingsCopy: documentFile(home, 'settings.last-good', store),
    scratch: (work) => withScratch(home, work),
    newId: (kind) => `${kind}-${randomBytes(6).toString('hex')}`,
    desktop,
    personHome: homedir(),
  };
}

const notADatabase = /file is not a database|malformed/;

function openOrSetAside(home: string, tables: readonly string[]): Database {
  const path = join(home, 'history.db');
  try {
    return openDatabase(path, tables);
  } catch (error) {
    if (!(error instanceof Error) || !notADatabase.test(error.message)) throw error;
    const stamp = new Date().toISOString().replace(/[:.]/g, '-');
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(path + ending)) renameSync(path + ending, join(home, `history.damaged-${stamp}.db${ending}`));
    }
    return openDatabase(path, tables);
  }
}
