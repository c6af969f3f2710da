import type { Host } from '../contract/host.ts';
import { Refusal } from '../contract/failure.ts';
import { AbsolutePath, type Location } from '../contract/location.ts';

/** `web1:/var/www` or `/backup/var/www` as a location. Refuses a path that cannot be addressed and a host that is not known. */
export function parsePlace(text: string, hosts: readonly Host[], field: string): Location {
  const colon = text.indexOf(':');
  const local = text.startsWith('/') || colon < 0;
  const name = local ? null : text.slice(0, colon);
  const path = AbsolutePath.safeParse(local ? text : text.slice(colon + 1));
  if (!path.success) throw new Refusal('invalid', { field, reason: path.error.issues[0]?.message ?? 'path-relative', value: text });
  if (name === null) return { host: null, path: path.data };
  const host = hosts.find((candidate) => candidate.name === name);
  if (!host) throw new Refusal('unknown-host', { name, known: hosts.map((known) => known.name).join(', ') || '–' });
  return { host: host.id, path: path.data };
}

/** A location as a person writes it. */
export function showPlace({ host, path }: Location, hosts: readonly Host[]): string {
  return host === null ? path : `${hosts.find((candidate) => candidate.id === host)?.name ?? host}:${path}`;
}
