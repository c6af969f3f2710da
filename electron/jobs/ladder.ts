import { defaultAlerts } from '../contract/alerts.ts';
import { defaultPreferences } from '../contract/preferences.ts';

/** One rung: turns a document of version n into one of version n + 1. */
export type Rung = (document: Record<string, unknown>) => Record<string, unknown>;

/** The rungs of the settings document, from version 1 on. */
export const settingsLadder: readonly Rung[] = [
  (first) => ({ ...first, preferences: defaultPreferences }),
  // A job of a program that had no schedules was started by hand or from cron: it stays so until a person says otherwise.
  ({ jobs, ...rest }) => ({ ...rest, alerts: defaultAlerts, jobs: Array.isArray(jobs) ? jobs.map(unscheduled) : jobs }),
  // Until a person names a second key, the only one there is reads files, too.
  ({ hosts, ...rest }) => ({ ...rest, hosts: Array.isArray(hosts) ? hosts.map(withOneKey) : hosts }),
  ({ jobs, ...rest }) => ({ ...rest, jobs: Array.isArray(jobs) ? jobs.map(withDrill) : jobs }),
];

const withDrill = (job: unknown): unknown => (typeof job === 'object' && job !== null ? { ...job, drillDays: 7 } : job);

const withOneKey = (host: unknown): unknown => (typeof host === 'object' && host !== null ? { ...host, readKeyFile: null } : host);

const unscheduled = (job: unknown): unknown =>
  typeof job === 'object' && job !== null ? { ...job, schedule: null, targetHours: null, notOnBattery: false, ping: null } : job;

export type Climbed = { kind: 'climbed'; document: Record<string, unknown> } | { kind: 'newer'; version: number } | { kind: 'unreadable' };

/** Brings a document up to the version that this program writes (the number of rungs plus one). */
export function climb(value: unknown, ladder: readonly Rung[]): Climbed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: 'unreadable' };
  const document = value as Record<string, unknown>;
  const version = document['version'];
  const newest = ladder.length + 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { kind: 'unreadable' };
  if (version > newest) return { kind: 'newer', version };
  const rungs = ladder.slice(version - 1);
  return {
    kind: 'climbed',
    document: rungs.reduce((climbing, rung, index) => ({ ...rung(climbing), version: version + index + 1 }), document),
  };
}
