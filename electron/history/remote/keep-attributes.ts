import { join } from 'node:path';
import { parseDataFile } from '../../rdiff-backup/rdiff-backup.ts';
import { fetchRemoteFiles, listRemoteFiles, type FetchDeps, type Unread } from '../../ssh/ssh.ts';
import type { RemoteRepository } from './keep-metadata.ts';
import { isAttributesName, largestMetadata, quotingName } from './metadata-files.ts';
import { scratchIn } from './work-folder.ts';

/**
 * Fetches what a remote repository records of access control lists and extended attributes at some sessions (epoch seconds). `folder` lies in
 * the home, holds nothing else, and belongs to one call at a time; what is whole there is not fetched again.
 */
export async function keepAttributes(
  given: FetchDeps,
  { host, path, folder, sessions }: RemoteRepository & { sessions: readonly number[] },
): Promise<{ kind: 'kept' } | Unread> {
  const { files } = given;
  await files.makeFolder(folder);
  const deps = { ...given, scratch: await scratchIn(given, folder) };
  const there = { host, folder: join(path, 'rdiff-backup-data') };
  const isKept = (name: string) => name === quotingName || isAttributesName(name);
  const listed = await listRemoteFiles(deps, there, isKept);
  if (listed.kind !== 'listed') return listed;
  const names = new Set(listed.files.map(({ name }) => name));
  for (const name of (await files.list(folder)) ?? []) if (isKept(name) && !names.has(name)) await files.remove(join(folder, name));

  const isQuoted = listed.files.some(({ name, size }) => name === quotingName && size > 0);
  const wanted = listed.files.filter(({ name }) => name === quotingName || sessions.includes(parseDataFile(name, isQuoted)?.time ?? NaN));
  const huge = wanted.find(({ size }) => size > largestMetadata);
  if (huge) return { kind: 'failed', line: `${huge.name}: File too large` };
  const kept = await Promise.all(wanted.map(({ name }) => files.info(join(folder, name))));
  const lacking = wanted.filter(({ size }, at) => kept[at]?.kind !== 'file' || kept[at].size !== size);
  const fetched = await fetchRemoteFiles(deps, there, { wanted: lacking, into: folder, tell: () => undefined });
  if (fetched.kind !== 'fetched') return fetched;
  return fetched.missed === 0 ? { kind: 'kept' } : { kind: 'failed', line: 'the files there change all the time' };
}
