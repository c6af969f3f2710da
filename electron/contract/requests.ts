import * as z from 'zod';
import { Alerts, Letter, MailSettings, MailVerdict, SecretPlaces, Watchdog, WebAddress } from './alerts.ts';
import { Facts } from './failure.ts';
import { historyRequests, HistoryState, Moment } from './history.ts';
import { Host, HostDraft, KeyFile, SeenKey } from './host.ts';
import { Incident } from './incident.ts';
import { Job, JobDraft } from './job.ts';
import { Fingerprint, HostName, JobName, RunId } from './names.ts';
import { ConnectionCause } from './outcome.ts';
import { Preferences } from './preferences.ts';
import { Confirmed, DrillScope, Proven, RestoreDraft, RestorePreview } from './restore.ts';
import { Progress, Run, Session } from './run.ts';
import { Due, Pause, PauseLength, ScheduleDraft } from './schedule.ts';
import { Target } from './wire.ts';

/** A host as it is shown: with its fingerprint and the names of the jobs that use it. */
export const HostView = z.strictObject({ host: Host, fingerprint: Fingerprint, jobs: z.array(JobName) });
export type HostView = z.infer<typeof HostView>;

/** A job as it is shown: its places as a person writes them. */
export const JobView = z.strictObject({ job: Job, from: z.string(), to: z.string(), command: z.string() });
export type JobView = z.infer<typeof JobView>;

/**
 * Reading files on a host, by its key for that. `verdict` is `restricted` when the key may do other things only, or no SFTP is offered.
 * `keyLine` is what stands in authorized_keys there for a second key of its own; null when there is none or it cannot be read.
 */
export const Reading = z.strictObject({
  verdict: z.union([z.literal('ok'), ConnectionCause]),
  facts: Facts,
  keyLine: z.string().nullable(),
});
export type Reading = z.infer<typeof Reading>;

/** The answer of a host test. Sizes in bytes; `seen` is the key the host offers when it is not the pinned one. */
export const HostVerdict = z.strictObject({
  host: HostName,
  verdict: z.union([z.literal('ok'), ConnectionCause]),
  facts: Facts,
  versionHere: z.string().nullable(),
  versionThere: z.string().nullable(),
  /** The key may do nothing but run rdiff-backup there, so version and free space cannot be asked. */
  restricted: z.boolean(),
  space: z.array(z.strictObject({ mount: z.string(), free: z.number(), size: z.number() })),
  pinned: Fingerprint,
  seen: SeenKey.nullable(),
  /** Whether files can be read there over SFTP, as the history of its repositories needs it; null where it was not asked. */
  reading: Reading.nullable(),
});
export type HostVerdict = z.infer<typeof HostVerdict>;

export const Level = z.enum(['protected', 'attention', 'at-risk']);
export type Level = z.infer<typeof Level>;

/** Something about the program itself that a person must know. */
export const Notice = z.strictObject({ kind: z.enum(['settings-aside', 'history-aside']), facts: Facts });
export type Notice = z.infer<typeof Notice>;

/** What the runs of one calendar day of this machine came to: the worst that did not end well, else `protected`; `missed` when one was due and none was. */
export const DayMark = z.enum(['none', 'protected', 'attention', 'failed', 'missed']);
export type DayMark = z.infer<typeof DayMark>;

/**
 * One job in the overview. `lastGood` is the newest green session; times of runs in epoch ms, `target` in ms: how old the newest good
 * session may be. `days` are the last thirty, today last. Runs come without their evidence.
 */
export const JobStatus = z.strictObject({
  name: JobName,
  from: z.string(),
  to: z.string(),
  level: Level,
  lastGood: z.strictObject({ run: RunId, endedAt: z.number(), session: Session }).nullable(),
  last: Run.nullable(),
  active: Run.nullable(),
  target: z.number(),
  days: z.array(DayMark),
  /** When the next backup is due (epoch ms); null without a schedule. */
  next: z.number().nullable(),
  /** The pause that holds it back, its own or that of all. */
  pause: Pause.nullable(),
  /** The newest drill that tried a restore. */
  proven: Proven.nullable(),
});
export type JobStatus = z.infer<typeof JobStatus>;
export const Status = z.strictObject({
  level: Level.nullable(),
  jobs: z.array(JobStatus),
  incidents: z.array(Incident),
  /** The pause of all jobs. */
  pause: Pause.nullable(),
  notices: z.array(Notice),
});
export type Status = z.infer<typeof Status>;

/**
 * What the next removal takes from a repository: the sessions older than `before` (epoch seconds), oldest first, and about how many bytes
 * their increments have. `held` says why nothing is removed now; null when it may. `waits` is true while nothing is removed by itself: there
 * are sessions among them that this job has not made, and no person has removed any yet.
 */
export const Removal = z.strictObject({
  job: JobName,
  before: z.number().int().nullable(),
  sessions: z.array(z.number().int()),
  bytes: z.number().nullable(),
  held: z.enum(['keeps-all', 'no-good-session', 'unclean', 'incident', 'clock', 'running', 'unreadable', 'nothing']).nullable(),
  waits: z.boolean(),
});
export type Removal = z.infer<typeof Removal>;

/** A piece of a run's log: `text` from byte `offset` on, `next` null at the end, `total` bytes. */
export const LogPiece = z.strictObject({ text: z.string(), next: z.number().nullable(), total: z.number() });
export type LogPiece = z.infer<typeof LogPiece>;

/** The program itself, and what it can do where it runs. `autostart` is null where it cannot be set. */
export const About = z.strictObject({
  version: z.string(),
  kind: z.enum(['desktop', 'browser', 'shell']),
  home: z.string(),
  systemLanguage: z.enum(['en', 'ja']),
  tray: z.boolean(),
  notifications: z.boolean(),
  autostart: z.boolean().nullable(),
  rdiffBackup: z.string().nullable(),
});
export type About = z.infer<typeof About>;

/** Which runs a list shows: `good` are the green ones and those a person accepted, `bad` all other ended ones. */
export const RunFilter = z.enum(['all', 'good', 'bad']);
export type RunFilter = z.infer<typeof RunFilter>;

const Password = z.string().min(1).max(1000);

const none = z.strictObject({});
const letter = z.strictObject({ id: z.number().int().positive() });
const host = z.strictObject({ name: HostName });
const job = z.strictObject({ name: JobName });

/** Every question a window or the shell may ask. */
export const requests = {
  /** `was` is the name of the host that is being changed. */
  'host.scan': { input: HostDraft.extend({ was: HostName.nullable().default(null) }), output: SeenKey },
  'host.add': { input: HostDraft.extend({ fingerprint: Fingerprint }), output: HostView },
  'host.list': { input: none, output: z.array(HostView) },
  'host.test': { input: host, output: HostVerdict },
  'host.trust': { input: host.extend({ fingerprint: Fingerprint }), output: HostView },
  /** Changes a host; the fingerprint is that of the key which answers at the (new) address now, confirmed by a person. */
  'host.change': {
    /** A second key that is left out stays as it is; null takes it away. */
    input: HostDraft.extend({ was: HostName, fingerprint: Fingerprint, readKeyFile: KeyFile.nullable().optional() }),
    output: HostView,
  },
  'host.remove': { input: host, output: HostView },
  /** Private keys in the usual folder, as paths; to be offered, never read out. */
  'key.list': { input: none, output: z.array(z.string()) },
  /** What stands in authorized_keys for a key that reads files and does nothing else; it is made of the public half. */
  'key.line': { input: z.strictObject({ keyFile: KeyFile }), output: z.strictObject({ line: z.string() }) },
  'job.add': { input: JobDraft, output: JobView },
  /** Writes a job anew; presets were rules from the beginning. Its history stays as long as its repository does. */
  'job.change': { input: JobDraft.extend({ was: JobName }), output: JobView },
  'job.list': { input: none, output: z.array(JobView) },
  'job.show': { input: job, output: JobView },
  'job.adopt': { input: job, output: JobView },
  /** Makes the way free for a repository in the dead end; the next run takes the interrupted session back. */
  'job.repair': { input: job, output: z.strictObject({ kept: z.string() }) },
  'job.remove': { input: job, output: JobView },
  'run.start': { input: job, output: Run },
  /** Cancels a run of a job, the one that works when none is named; answers when it is over. */
  'run.cancel': { input: job.extend({ run: RunId.nullable().default(null) }), output: Run },
  /** Newest first; `before` goes on behind a run. */
  'run.list': {
    input: z.strictObject({
      name: JobName.nullable(),
      limit: z.number().int().min(1).max(1000),
      before: RunId.nullable().default(null),
      show: RunFilter.default('all'),
    }),
    output: z.array(Run),
  },
  'run.accept': { input: z.strictObject({ run: RunId }), output: Run },
  'run.get': { input: z.strictObject({ run: RunId }), output: Run },
  'run.log': {
    input: z.strictObject({ run: RunId, part: z.enum(['output', 'errors']), offset: z.number().int().nonnegative() }),
    output: LogPiece,
  },
  ...historyRequests,
  status: { input: none, output: Status },
  'program.about': { input: none, output: About },
  'autostart.set': { input: z.strictObject({ on: z.boolean() }), output: About },
  /** The next five times (epoch ms) of a schedule and the target (ms) that follows from it, to be read before it is kept. Refuses with `invalid`. */
  'schedule.preview': { input: ScheduleDraft, output: z.strictObject({ zone: z.string(), next: z.array(z.number()), target: z.number() }) },
  'schedule.set': { input: job.extend({ schedule: ScheduleDraft.nullable() }), output: JobView },
  'schedule.due': { input: none, output: z.array(Due) },
  /** `name` null pauses all jobs; a pause takes the place of one that is there. */
  'pause.set': { input: z.strictObject({ name: JobName.nullable(), length: PauseLength }), output: Pause },
  'pause.end': { input: z.strictObject({ name: JobName.nullable() }), output: none },
  /** Newest first; the open ones alone, or also those that are closed. */
  'incident.list': {
    input: z.strictObject({ open: z.boolean(), limit: z.number().int().min(1).max(1000).default(100) }),
    output: z.array(Incident),
  },
  'removal.preview': { input: job, output: Removal },
  /** Removes exactly the sessions that were announced. Refuses with `removal-differs`, `removal-held`. */
  'removal.start': { input: job.extend({ sessions: z.array(z.number().int()).min(1).max(100_000) }), output: Run },
  /** What a restore would do. Nothing is written, here or on a host. */
  'restore.preview': { input: RestoreDraft, output: RestorePreview },
  /** Restores what was previewed. More than `confirmed` is not replaced or removed: the run ends before it touches anything. */
  'restore.start': { input: RestoreDraft.extend({ confirmed: Confirmed }), output: Run },
  /** Puts back what a restore has replaced, and takes away what it has added. Refuses with `not-restored`. */
  'restore.undo': { input: z.strictObject({ run: RunId }), output: Run },
  /** `rdiff-backup verify` of a session. */
  'verify.start': { input: job.extend({ at: Moment.default('now') }), output: Run },
  /** Restores a sample or everything of a job into a scratch folder, verifies, measures, deletes. */
  'drill.start': { input: job.extend({ scope: DrillScope.default('sample') }), output: Run },
  'alerts.get': { input: none, output: z.strictObject({ alerts: Alerts, secrets: SecretPlaces, hasPassword: z.boolean() }) },
  /** Everything but mail. */
  'alerts.change': { input: Alerts.omit({ mail: true }).partial(), output: Alerts },
  /** `password` null leaves the kept one where server and user are the same, and forgets it otherwise; `mail` null forgets both. */
  'mail.set': { input: z.strictObject({ mail: MailSettings.nullable(), password: Password.nullable() }), output: Alerts },
  /** Sends a mail with settings that need not be kept yet; without a password the kept one is used, where server and user are the same. */
  'mail.test': { input: z.strictObject({ mail: MailSettings, password: Password.nullable() }), output: MailVerdict },
  /** Keeps a password that is asked for at each start, until this program ends. */
  'mail.unlock': { input: z.strictObject({ password: Password }), output: none },
  /** Newest first; those alone that have not left, or all. */
  'letter.list': {
    input: z.strictObject({ unsent: z.boolean(), limit: z.number().int().min(1).max(1000).default(50) }),
    output: z.array(Letter),
  },
  'letter.retry': { input: letter, output: Letter },
  'letter.discard': { input: letter, output: none },
  /** Asks an address as a ping does, or tells it something as a webhook does; `line` is its answer, or why there was none. */
  'address.test': {
    input: z.strictObject({ address: WebAddress, of: z.enum(['ping', 'webhook']) }),
    output: z.strictObject({ ok: z.boolean(), line: z.string() }),
  },
  'watchdog.get': { input: none, output: Watchdog },
  'watchdog.set': { input: z.strictObject({ on: z.boolean() }), output: Watchdog },
  'preferences.get': { input: none, output: Preferences },
  'preferences.change': { input: Preferences.partial(), output: Preferences },
} as const;
export type Requests = typeof requests;
export type RequestName = keyof Requests;
export type Input<N extends RequestName> = z.input<Requests[N]['input']>;
/** Input after parsing. */
export type Asked<N extends RequestName> = z.output<Requests[N]['input']>;
export type Output<N extends RequestName> = z.output<Requests[N]['output']>;

/**
 * Every fact a window may hear. `history.changed`: where an index stands. `incident.changed`: one was opened or closed. `status.changed`: something else than a run changed, or another program changed something.
 * `window.target` comes from the desktop and not from the engine: go there.
 */
export const events = {
  'run.changed': Run,
  'run.progress': Progress,
  'history.changed': HistoryState,
  'incident.changed': Incident,
  'status.changed': none,
  'window.target': Target,
} as const;
export type EventName = keyof typeof events;
export type EventOf<N extends EventName> = z.infer<(typeof events)[N]>;
