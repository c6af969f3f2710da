import type { Location } from '../contract/location.ts';

/**
 * The one place where a location becomes an argument. rdiff-backup takes whatever stands before `::` for a host, also in a path that
 * is meant to be local, and hands it to a shell; a colon behind a backslash is only a colon. Paths hold no backslash of their own
 * (`AbsolutePath`), a host is its id, so nothing else needs an escape.
 */
export function encodeLocation({ host, path }: Location): string {
  const escaped = path.replaceAll(':', '\\:');
  return host === null ? escaped : `${host}::${escaped}`;
}
