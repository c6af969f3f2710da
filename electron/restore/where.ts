import { basename, dirname, join } from 'node:path';
import { Refusal } from '../contract/failure.ts';
import type { EntryPath } from '../contract/entry-path.ts';
import type { Host } from '../contract/host.ts';
import type { Job } from '../contract/job.ts';
import type { Location } from '../contract/location.ts';
import type { Renamed } from '../contract/renamed.ts';
import type { RestorePlace } from '../contract/restore.ts';
import type { Settings } from '../contract/settings.ts';
import { parsePlace, showPlace } from '../jobs/jobs.ts';
import type { Files } from '../platform/ports.ts';
import type { Machine } from './machine.ts';

/** The folder that stands in the place of the source: where on which machine; `shown`: what a person has written for it, or for what goes into it. */
export type Target = { machine: Machine; path: string; shown: string };

type World = {
  files: Pick<Files, 'info'>;
  settings: Settings;
  job: Job;
  session: number;
  renamed: Renamed | null;
  personHome: string;
  zone: string;
};

/** The target that a person means. Refuses a path that cannot be addressed and a host that is not known. */
export async function targetOf(world: World, place: RestorePlace): Promise<Target> {
  const { job, settings, renamed } = world;
  switch (place.kind) {
    case 'original':
      return targetAt(job.source, settings);
    case 'path':
    case 'as':
      return targetNamed(place.to, renamed, settings);
    case 'new':
      return targetAt({ host: null, path: await newFolder(world) }, settings);
    default:
      return place satisfies never;
  }
}

export function targetAt(location: Location, { hosts }: Settings): Target {
  return { machine: machineOf(location.host, hosts), path: location.path, shown: showPlace(location, hosts) };
}

/** The target that was written down as a person writes it; of what is to have that very path and is no folder, the one above it. */
export function targetNamed(to: string, renamed: Renamed | null, settings: Settings): Target {
  const target = targetAt(parsePlace(to, settings.hosts, 'to'), settings);
  return renamed === null || renamed.to === '' ? target : { ...target, path: dirname(target.path) };
}

/** How an entry gets the very path that a person has written for it. A folder becomes the target itself, anything else a name in it. */
export function renamedTo(to: string, from: EntryPath, isFolder: boolean, { hosts }: Settings): Renamed {
  const { path } = parsePlace(to, hosts, 'to');
  return { from, to: isFolder ? '' : basename(path) || basename(from) };
}

/** The machine of an id. Refuses with `unknown-host` for one that was taken out of the settings. */
export function machineOf(id: string | null, hosts: readonly Host[]): Machine {
  if (id === null) return null;
  const host = hosts.find((candidate) => candidate.id === id);
  if (!host) throw new Refusal('unknown-host', { name: id, known: hosts.map(({ name }) => name).join(', ') || '–' });
  return host;
}

/** The repositories of all jobs on a machine. */
export const repositoriesOn = (machine: Machine, { jobs }: Settings): string[] =>
  jobs.flatMap(({ repository }) => (repository.host === (machine?.id ?? null) ? [repository.path] : []));

/** A folder that is not there yet, named after the job and the day of the session. */
async function newFolder({ files, job, session, personHome, zone }: World): Promise<string> {
  const day = new Date(session * 1000).toLocaleDateString('sv-SE', { timeZone: zone });
  const first = join(personHome, 'Restored', `${job.name} ${day}`);
  for (let count = 1; ; count += 1) {
    const path = count === 1 ? first : `${first} ${String(count)}`;
    if (!(await files.info(path))) return path;
  }
}
