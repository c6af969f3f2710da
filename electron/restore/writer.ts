import type { Location } from '../contract/location.ts';
import type { Files, Processes } from '../platform/ports.ts';

/**
 * The process that writes to a repository on this machine; undefined while nobody does. What is written to would be called damaged. On a
 * host the tool itself refuses to read beside a writer.
 */
export async function writerIn(
  { files, processes }: { files: Pick<Files, 'realPath'>; processes: Pick<Processes, 'writersOf'> },
  { host, path }: Location,
): Promise<number | undefined> {
  return host === null ? processes.writersOf((await files.realPath(path)) ?? path, null)[0] : undefined;
}
