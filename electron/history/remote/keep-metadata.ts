import { join } from 'node:path';
import type { Host } from '../../contract/host.ts';
import { fetchRemoteFiles, listRemoteFiles, type FetchDeps, type RemoteFile, type Unread } from '../../ssh/ssh.ts';
import { chooseMetadata, isMetadataName, type Choice, type Unbegun } from './metadata-files.ts';
import { scratchIn } from './work-folder.ts';
import { writtenAnew } from './written-anew.ts';

export type { FetchDeps, Unread } from '../../ssh/ssh.ts';

/** A repository on a host, and the local folder that holds a copy of its metadata. `anew`: nothing that is kept already is trusted. */
export type RemoteRepository = { host: Host; path: string; folder: string; anew?: boolean };

const rounds = 4;
const reserve = 64 * 1024 ** 2;

/**
 * Brings the kept copy of a remote repository's metadata up to date: what is new there is fetched, what is gone there is removed here, and what is
 * the same stays. `folder` lies in the home, holds nothing else, and belongs to one call at a time. It can be read whatever comes of the
 * call: only whole files bear their names in it, and none is taken away before all that is new has come.
 */
export async function keepMetadata(
  given: FetchDeps,
  { host, path, folder, anew = false, tell = () => undefined }: RemoteRepository & { tell?: (share: number) => void },
): Promise<{ kind: 'kept' } | Unbegun | Unread> {
  const { files } = given;
  await files.makeFolder(folder);
  const deps = { ...given, scratch: await scratchIn(given, folder) };
  const there = { host, folder: join(path, 'rdiff-backup-data') };
  // A backup that ends between the listing and the fetching takes files away and brings others.
  for (let round = 0; round < rounds; round += 1) {
    const chosen = await lookThere(deps, there);
    if (chosen.kind !== 'files') return chosen;
    const lacking = anew && round === 0 ? chosen.files : await lackingIn(deps, folder, chosen.files);
    const bytes = lacking.reduce((sum, { size }) => sum + size, 0);
    if (bytes + reserve > (await files.space(folder)).free) return { kind: 'failed', line: 'No space left on device' };
    const fetched = await fetchRemoteFiles(deps, there, { wanted: lacking, into: folder, tell });
    if (fetched.kind !== 'fetched' && fetched.kind !== 'none') return fetched;
    if (fetched.kind === 'none' || fetched.missed > 0) continue;
    await removeGone(deps, folder, chosen.files);
    tell(1);
    return { kind: 'kept' };
  }
  return { kind: 'failed', line: 'the files there change all the time' };
}

async function lookThere(deps: FetchDeps, there: { host: Host; folder: string }): Promise<Choice | Unread> {
  const listed = await listRemoteFiles(deps, there, isMetadataName);
  return listed.kind === 'listed' ? chooseMetadata(listed.files) : listed;
}

/** The files that are not kept yet as they are there. They never change once they are written, but for those that are written anew under a name. */
async function lackingIn({ files }: FetchDeps, folder: string, wanted: readonly RemoteFile[]): Promise<RemoteFile[]> {
  const kept = await Promise.all(wanted.map(({ name }) => files.info(join(folder, name))));
  const anew = new Set(writtenAnew((await files.list(folder)) ?? [], wanted));
  return wanted.filter((file, index) => kept[index]?.kind !== 'file' || kept[index].size !== file.size || anew.has(file));
}

async function goneFrom({ files }: FetchDeps, folder: string, wanted: readonly RemoteFile[]): Promise<string[]> {
  const names = new Set(wanted.map(({ name }) => name));
  return ((await files.list(folder)) ?? []).filter((name) => isMetadataName(name) && !names.has(name));
}

async function removeGone(deps: FetchDeps, folder: string, wanted: readonly RemoteFile[]): Promise<void> {
  for (const name of await goneFrom(deps, folder, wanted)) await deps.files.remove(join(folder, name));
}
