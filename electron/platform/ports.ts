import type { MailSettings, MailTrouble, PasswordPlace, SecretPlaces, Watchdog } from '../contract/alerts.ts';
import type { ProcessMark } from '../contract/run.ts';

/** Time. `now` is epoch ms; `monotonic` is ms that never jump. */
export type Clock = {
  now(): number;
  monotonic(): number;
  /** Resolves after `ms`, or at once when the signal comes: a timer left behind would hold the program up at its end. */
  sleep(ms: number, over?: AbortSignal): Promise<void>;
};

/**
 * A short command whose output is small; it is ended after `timeoutMs`, and its output is cut at 256 KiB. `env` is what it gets beside
 * the bare environment of every child. `startsSsh`: it lends its stderr to an ssh.
 */
export type ShortCommand = {
  file: string;
  args: readonly string[];
  cwd: string;
  timeoutMs: number;
  env?: Record<string, string>;
  startsSsh?: boolean;
};
export type ShortResult = { kind: 'ended' | 'timed-out' | 'not-started'; code: number; stdout: string; stderr: string };

/**
 * A long command. It gets a process group of its own, reads and writes nothing but files, and outlives this program.
 * `exitFile` holds its exit code once it has ended, `pidFile` the pid of its group.
 */
export type LongCommand = {
  args: readonly [string, ...string[]];
  cwd: string;
  stdin: string | null;
  stdout: string;
  stderr: string;
  exitFile: string;
  pidFile: string;
};
export type Launched = { mark: ProcessMark; ended: Promise<void> };

export type Processes = {
  /** This program's own process. */
  self: ProcessMark;
  /** The absolute path of a program on the PATH. */
  find(program: string): string | undefined;
  run(command: ShortCommand): Promise<ShortResult>;
  launch(command: LongCommand): Launched;
  /** The mark of a living process, for instance one whose pid was read from a file. */
  markOf(pid: number): ProcessMark | undefined;
  /** When a process began, epoch ms, to within a second; Infinity for one that has ended but was not collected yet. */
  beganAt(pid: number): number | undefined;
  /** True while that very process lives. */
  lives(mark: ProcessMark): boolean;
  /** The pids of the process group that `mark` leads, also after its leader has ended. */
  group(mark: ProcessMark): number[];
  signalGroup(mark: ProcessMark, signal: 'SIGTERM' | 'SIGKILL'): void;
  /** Processes outside `except`'s group that run rdiff-backup on this folder. */
  writersOf(folder: string, except: ProcessMark | null): number[];
  workingFolder(pid: number): string | undefined;
};

export type FileInfo = { kind: 'file' | 'folder' | 'link' | 'other'; size: number; mode: number; mtimeMs: number; inode: string };

/** The file system, as far as the features need it. Reading answers undefined for what is not there. */
export type Files = {
  info(path: string): Promise<FileInfo | undefined>;
  realPath(path: string): Promise<string | undefined>;
  list(folder: string): Promise<string[] | undefined>;
  /** At most `maxBytes` from `offset` on; a negative offset counts from the end. */
  read(path: string, offset: number, maxBytes: number): Promise<Buffer | undefined>;
  /**
   * Hands on what stands in a file from `offset` on, piece by piece, at most `maxBytes`, and answers the offset behind it. A piece lasts
   * only for the call: all of them share one buffer, so that a file of any length costs no memory.
   */
  scan(path: string, offset: number, maxBytes: number, take: (piece: Buffer) => void): Promise<number>;
  /** The whole of a small text, unpacked when its name ends in `.gz`; cut at `maxBytes`. */
  text(path: string, maxBytes: number): Promise<string | undefined>;
  /**
   * The bytes of a file from its beginning, unpacked when its name ends in `.gz`, in pieces of about `pieceBytes`. Throws where it is damaged
   * or not there.
   */
  stream(path: string, pieceBytes?: number): AsyncIterable<Buffer>;
  /** Old or new, never torn; mode 0600. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Adds lines, or bytes, to the end of a file, mode 0600; never through a link. */
  append(path: string, content: string | Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A folder with everything in it, modes and times kept, under a new name; links stay links. */
  copyFolder(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Free and total bytes of the file system that holds `path`, as an ordinary user sees them. */
  space(path: string): Promise<{ free: number; size: number; freeInodes: number | null }>;
};

/** A request to an address outside; `body` is JSON text, sent with POST. Nothing of the answer is kept but its status. */
export type WebRequest = { address: string; body: string | null; timeoutMs: number };
export type WebResult = { ok: boolean; line: string };

/** What the program asks of the network by itself, beside what ssh does. */
export type Network = {
  /** True when something accepts a connection there within the time. */
  answers(address: string, port: number, timeoutMs: number): Promise<boolean>;
  /** Never throws; redirects are not followed. */
  send(request: WebRequest): Promise<WebResult>;
};

/** One mail to one recipient, plain text. */
export type MailText = { messageId: string; to: string; subject: string; text: string };
export type MailResult = { kind: 'sent' } | { kind: 'trouble'; trouble: MailTrouble; line: string };
export type Mailer = {
  /** Never throws. `timeoutMs` is for the whole of it. */
  send(settings: MailSettings, password: string | null, mail: MailText): Promise<MailResult>;
};

/** Small secrets by name. */
export type Secrets = {
  places(): Promise<SecretPlaces>;
  /** Keeps a secret in one place and takes it out of the others. Refuses with `no-keyring`. */
  keep(name: string, value: string, place: PasswordPlace): Promise<void>;
  /** Undefined when there is none, or when it cannot be read any more. */
  read(name: string): Promise<string | undefined>;
  forget(name: string): Promise<void>;
};

/** What looks after this program while it is not running: a systemd user timer for `modosu check`. */
export type CheckTimer = {
  look(): Promise<Watchdog>;
  /** Refuses with `not-here`. */
  set(on: boolean): Promise<void>;
};

/** What stands around the engine: a desktop, a browser, or a shell. */
export type Desktop = {
  kind: 'desktop' | 'browser' | 'shell';
  version: string;
  systemLanguage: 'en' | 'ja';
  /** Whether an icon stands in the tray just now. */
  tray(): boolean;
  /** Whether somebody shows notifications just now. */
  notifications(): boolean;
  /** Starting with the session; null where it cannot be set. */
  autostart: { isOn(): Promise<boolean>; set(on: boolean): Promise<void> } | null;
};

/** How the machine is fed. */
export type Power = { onBattery(): Promise<boolean> };

/** A SQLite file. Rows come as plain objects. */
export type Database = {
  run(sql: string, ...values: (string | number | null)[]): number;
  all(sql: string, ...values: (string | number | null)[]): Record<string, unknown>[];
  /** Runs `work` while no other process can write; undone when it throws. Not for asynchronous work. */
  exclusive<T>(work: () => T): T;
  /** A number that is another one when another connection has written since. */
  writtenElsewhere(): number;
  close(): void;
};

export type SqlValue = string | number | Uint8Array | null;
/** A statement of an index file, made once and used often. Rows come as plain objects, bytes as `Uint8Array`. */
export type Statement = {
  run(...values: SqlValue[]): void;
  get(...values: SqlValue[]): Record<string, unknown> | undefined;
  all(...values: SqlValue[]): Record<string, unknown>[];
  iterate(...values: SqlValue[]): Iterable<Record<string, unknown>>;
};
/** A SQLite file that can be thrown away and made anew: for bulk work in a thread of its own. */
export type IndexFile = {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
};

/** A thread of this program. It answers what it is asked, one thing after another for things that are not asynchronous. */
export type Thread = {
  /** Rejects with what the thread threw (a `Refusal` stays one), or when it ended. `heard` hears what it tells on the way. */
  ask(task: string, input: unknown, heard?: (news: unknown) => void): Promise<unknown>;
  /** Ends it; what is under way is rejected. */
  end(): Promise<void>;
};
/** `patient`: whoever waits for something short goes first. */
export type ThreadManner = 'prompt' | 'patient';
export type Threads = { start(manner: ThreadManner): Thread };

/** One JSON document on disk. */
export type DocumentFile = {
  path: string;
  /** Must have been awaited once before `write`. */
  prepare(): Promise<void>;
  /** At most 16 MiB of its text; undefined when there is none. */
  read(): string | undefined;
  /** Whole, atomic, mode 0600. */
  write(value: Record<string, unknown>): void;
  /** Moves what is there out of the way and answers its new path. */
  setAside(): string;
};
