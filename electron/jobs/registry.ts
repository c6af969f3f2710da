import type { Facts } from '../contract/failure.ts';
import { Refusal } from '../contract/failure.ts';
import type { Host } from '../contract/host.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { Settings } from '../contract/settings.ts';

/** The job of that name; refuses with `unknown-job`. */
export function jobNamed({ jobs }: Settings, name: string): Job {
  const found = jobs.find((job) => job.name === name);
  if (!found) throw new Refusal('unknown-job', named(name, jobs));
  return found;
}

/** The host of that name; refuses with `unknown-host`. */
export function hostNamed({ hosts }: Settings, name: string): Host {
  const found = hosts.find((host) => host.name === name);
  if (!found) throw new Refusal('unknown-host', named(name, hosts));
  return found;
}

const named = (name: string, known: readonly { name: string }[]): Facts => ({
  name,
  known: known.map((entry) => entry.name).join(', ') || '–',
});

const below = (place: string) => (place.endsWith('/') ? place : `${place}/`);
/** One lies in the other: taking a session back in the outer one removes the inner one. */
const nested = (one: string, other: string) => below(one).startsWith(below(other)) || below(other).startsWith(below(one));

/** The settings with one more job; refuses a name or a repository that another job has. */
export function withJob(settings: Settings, job: Job): Settings {
  if (settings.jobs.some((other) => other.name === job.name)) throw new Refusal('name-taken', { name: job.name });
  const other = settings.jobs.find((candidate) => nested(placeOf(candidate.repository), placeOf(job.repository)));
  if (other) throw new Refusal('repository-taken', { job: other.name });
  return { ...settings, jobs: [...settings.jobs, job] };
}

/** The settings with one more host; refuses a name that is taken. */
export function withHost(settings: Settings, host: Host): Settings {
  if (settings.hosts.some((other) => other.name === host.name)) throw new Refusal('name-taken', { name: host.name });
  return { ...settings, hosts: [...settings.hosts, host] };
}

/** The jobs that speak to a host. */
export const jobsOfHost = ({ jobs }: Settings, host: Host): Job[] =>
  jobs.filter((job) => job.source.host === host.id || job.repository.host === host.id);

/** The settings with one host changed. */
export const withChangedHost = (settings: Settings, id: string, change: Partial<Host>): Settings => ({
  ...settings,
  hosts: settings.hosts.map((host) => (host.id === id ? { ...host, ...change } : host)),
});
