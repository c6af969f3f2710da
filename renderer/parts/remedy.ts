import type { Cause } from '../../electron/contract/outcome.ts';
import type { JobStatus } from '../../electron/contract/requests.ts';

/** The one thing that helps a job, as a button. */
export type RemedyKind = 'test' | 'keys' | 'accept' | 'adopt' | 'repair' | 'log' | 'run' | 'first-run' | 'edit';

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

/** The host whose connection a job depends on; undefined when both of its places are here. */
export function hostOf({ from, to }: Pick<JobStatus, 'from' | 'to'>): string | undefined {
  const remote = [from, to].find((place) => !place.startsWith('/'));
  return remote?.slice(0, remote.indexOf(':'));
}
