import type { Host } from './host.ts';
import type { Job } from './job.ts';
import { nothingPlaced, type RestoreReport } from './restore.ts';
import type { Run, Session } from './run.ts';

const noon = Date.UTC(2026, 10, 22, 12);

/** A healthy host for tests; `change` what the test is about. */
export const sampleHost = (change: Partial<Host> = {}): Host => ({
  id: 'host-0000000a',
  name: 'web1',
  address: '192.0.2.7',
  port: 22,
  user: 'backup',
  keyFile: '/home/me/.ssh/modosu',
  readKeyFile: null,
  command: 'rdiff-backup',
  hostKey: { type: 'ssh-ed25519', key: 'AAAAC3NzaC1lZDI1NTE5AAAAIKvd0lDyXDsIrAIH6I3ad7Uk0p7qCRsoyL0yKdNwdZ1h' },
  confirmedAt: noon,
  version: '2.2.2',
  ...change,
});

/** A local job for tests. */
export const sampleJob = (change: Partial<Job> = {}): Job => ({
  id: 'job-0000000b',
  name: 'www',
  source: { host: null, path: '/srv/www' },
  repository: { host: null, path: '/backup/www' },
  selection: [],
  oneFileSystem: true,
  marker: '.nobackup',
  retention: '1Y',
  targetHours: null,
  notOnBattery: false,
  ping: null,
  drillDays: 7,
  adopt: false,
  schedule: null,
  createdAt: noon,
  ...change,
});

/** The session of 12:00:00 UTC for tests. */
export const sampleSession = (change: Partial<Session> = {}): Session => ({
  time: noon / 1000,
  seconds: 0.72,
  files: 100,
  bytes: 5000,
  newFiles: 1,
  changedFiles: 2,
  deletedFiles: 3,
  incrementBytes: 64,
  destinationChange: 69,
  errors: 0,
  digest: 'd'.repeat(64),
  ...change,
});

/** A run that ended well at 12:01 UTC, for tests. */
export const sampleRun = (change: Partial<Run> = {}): Run => ({
  id: 7,
  action: 'backup',
  trigger: 'person',
  slot: null,
  job: 'job-0000000b',
  jobName: 'www',
  place: ':/backup/www',
  host: null,
  from: '/srv/www',
  to: '/backup/www',
  state: 'done',
  queuedAt: noon,
  startedAt: noon,
  endedAt: noon + 60_000,
  owner: { pid: 4000, startTime: '1', bootId: 'boot' },
  adopted: false,
  first: false,
  regressed: false,
  previous: null,
  step: null,
  cancelledAt: null,
  outcome: { kind: 'ok', cause: null, facts: {} },
  session: sampleSession(),
  evidence: null,
  removed: [],
  restore: null,
  report: null,
  accepted: false,
  ...change,
});

/** The report of a restore of a hundred files that all are as they were, for tests. */
export const sampleReport = (change: Partial<RestoreReport> = {}): RestoreReport => ({
  session: noon / 1000,
  to: null,
  path: null,
  entries: 120,
  bytes: 5000,
  verified: 100,
  ofFiles: 100,
  unrecorded: 0,
  damaged: [],
  damagedCount: 0,
  ...nothingPlaced,
  byWay: { mirror: 100, increments: 0, tool: 0 },
  aside: null,
  undo: 'none',
  ms: 2000,
  copyMs: 1000,
  wholeMs: null,
  sessions: null,
  ...change,
});
