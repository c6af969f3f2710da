import type { Cause } from '../../electron/contract/outcome.ts';
import type { Incident } from '../../electron/contract/incident.ts';
import type { JobStatus } from '../../electron/contract/requests.ts';
import type { Run } from '../../electron/contract/run.ts';

/** The one thing that helps a job, as a button. */
export type RemedyKind =
  'test' | 'keys' | 'accept' | 'adopt' | 'repair' | 'log' | 'run' | 'first-run' | 'edit' | 'resume' | 'job' | 'drill' | 'report';
/** The one thing that helps where no job is concerned: a place in the settings. */
export type Setting = 'mail' | 'settings';

const byCause: Partial<Record<Cause, RemedyKind>> = {
  'host-key-changed': 'keys',
  'source-empty': 'accept',
  'source-shrunk': 'accept',
  'nothing-saved': 'accept',
  'repository-unknown': 'adopt',
  'dead-end': 'repair',
  'source-missing': 'edit',
  'source-not-folder': 'edit',
  'repository-inside-source': 'edit',
  'repository-foreign': 'edit',
  'repository-not-folder': 'edit',
  'files-not-saved': 'log',
  warnings: 'log',
  unknown: 'log',
  'no-statistics': 'log',
  'no-session': 'log',
  'log-flood': 'log',
  'repository-damaged': 'log',
  'name-not-found': 'test',
  refused: 'test',
  'timed-out': 'test',
  unreachable: 'test',
  'login-refused': 'test',
  'key-unreadable': 'test',
  'key-too-open': 'test',
  'passphrase-needed': 'test',
  'tool-missing': 'test',
  'sudo-refused': 'test',
  version: 'test',
  greeting: 'test',
  restricted: 'test',
};

/** What helps a job that is not protected. */
export function remedyOf({ last, lastGood }: Pick<JobStatus, 'last' | 'lastGood'>): RemedyKind {
  const cause = last?.outcome?.cause;
  if (last?.outcome && cause && !last.accepted) return byCause[cause] ?? 'run';
  return lastGood ? 'run' : 'first-run';
}

/** What helps against an incident; `job` as it stands now, `run` the one that the incident names. */
export function helpAgainst({ cause }: Incident, job: JobStatus | undefined, run: Run | undefined): RemedyKind | Setting {
  switch (cause) {
    case 'overdue':
    case 'never-ran':
      return job?.lastGood ? 'run' : 'first-run';
    case 'paused':
      return job?.pause ? 'resume' : 'run';
    case 'removal':
      return 'log';
    case 'drill-failed':
      return 'report';
    case 'drill-overdue':
      return 'drill';
    case 'disk-filling':
      return 'job';
    case 'alerts-stuck':
      return 'mail';
    case 'engine-quiet':
      return 'settings';
    case 'failed':
    case 'incomplete':
    case 'suspicious':
    case 'stuck':
    case 'host-key':
      return remedyOf({ last: run ?? null, lastGood: job?.lastGood ?? null });
    default:
      return cause satisfies never;
  }
}

/** The host whose connection a job depends on; undefined when both of its places are here. */
export function hostOf({ from, to }: Pick<JobStatus, 'from' | 'to'>): string | undefined {
  const remote = [from, to].find((place) => !place.startsWith('/'));
  return remote?.slice(0, remote.indexOf(':'));
}
