import * as z from 'zod';
import { Alerts, defaultAlerts } from './alerts.ts';
import { Host } from './host.ts';
import { Job } from './job.ts';
import { defaultPreferences, Preferences } from './preferences.ts';

/** The version this program writes; older documents climb the ladder in `jobs/`, newer ones are refused. */
export const settingsVersion = 5;

const unique = (values: string[]) => new Set(values).size === values.length;

/** Everything a person has set up, as one document. */
export const Settings = z
  .strictObject({
    version: z.literal(settingsVersion),
    hosts: z.array(Host).max(1000),
    jobs: z.array(Job).max(1000),
    preferences: Preferences,
    alerts: Alerts,
  })
  .refine(
    ({ hosts, jobs }) => unique(hosts.flatMap((host) => [host.id, host.name])) && unique(jobs.flatMap((job) => [job.id, job.name])),
    'twice',
  )
  .refine(({ hosts, jobs }) => {
    const known = new Set(hosts.map((host) => host.id));
    return jobs.every((job) => [job.source.host, job.repository.host].every((id) => id === null || known.has(id)));
  }, 'host-gone');
export type Settings = z.infer<typeof Settings>;

export const emptySettings: Settings = {
  version: settingsVersion,
  hosts: [],
  jobs: [],
  preferences: defaultPreferences,
  alerts: defaultAlerts,
};
