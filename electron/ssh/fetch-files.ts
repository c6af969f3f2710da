import { join } from 'node:path';
import type { Host } from '../contract/host.ts';
import { enter, get, list, parseListing, type RemoteFile } from './fetch-files-batch.ts';
import { printedName, talk, troubleOf, type FetchDeps, type Unread } from './fetch-files-talk.ts';

export type RemoteFolder = { host: Host; folder: string };

const maxListing = 64 * 1024 * 1024;
// A file that another one writes to may have grown since it was listed; what sends much more than it said is cut off.
const maxSurplus = 1024 * 1024;
// What opening and closing one file costs, in bytes of a file that would take as long.
const opening = 4096;

/** The files of a folder on a host whose names `isWanted` knows: one connection, nothing there is changed. */
export async function listRemoteFiles(
  deps: FetchDeps,
  { host, folder }: RemoteFolder,
  isWanted: (name: string) => boolean,
): Promise<{ kind: 'listed'; files: RemoteFile[] } | Unread> {
  let answer: { kind: 'listed'; files: RemoteFile[] } | Unread = { kind: 'failed', line: '' };
  await deps.scratch(async (work) => {
    const printed = join(work, printedName);
    const watch = async () => {
      const size = (await deps.files.info(printed))?.size ?? 0;
      return size > maxListing ? undefined : size;
    };
    const said = await talk(deps, { host, folder: work, commands: [...enter(folder), list], watch });
    const trouble = 'kind' in said ? said : troubleOf(said);
    answer = trouble ?? { kind: 'listed', files: parseListing((await deps.files.text(printed, maxListing)) ?? '', isWanted) };
  });
  return answer;
}

/**
 * Fetches files of a folder on a host, in their order, into a local folder on the disk of the home. Each gets its name there once it is whole, that
 * is, as long as it was listed; the names are those that a listing gave. `missed` are those that have vanished or changed meanwhile. What came
 * before the connection broke is kept. `tell` hears the share that has come, 0 to 1.
 */
export async function fetchRemoteFiles(
  deps: FetchDeps,
  { host, folder }: RemoteFolder,
  { wanted, into, tell }: { wanted: readonly RemoteFile[]; into: string; tell: (share: number) => void },
): Promise<{ kind: 'fetched'; missed: number } | Unread> {
  const { files } = deps;
  // Nothing has to be asked for what is known to be empty.
  const [empty, full] = [wanted.filter(({ size }) => size === 0), wanted.filter(({ size }) => size > 0)];
  for (const { name } of empty) await files.write(join(into, name), '');
  if (full.length === 0) return { kind: 'fetched', missed: 0 };

  let answer: { kind: 'fetched'; missed: number } | Unread = { kind: 'fetched', missed: 0 };
  await deps.scratch(async (work) => {
    const part = (index: number) => `${String(index)}.part`;
    const commands = [...enter(folder), ...full.map(({ name }, index) => get(name, part(index)))];
    const said = await talk(deps, { host, folder: work, commands, watch: () => arrived(deps, work, full, tell) });
    let missed = 0;
    for (const [index, { name, size }] of full.entries()) {
      const path = join(work, part(index));
      if ((await files.info(path))?.size === size) await files.rename(path, join(into, name));
      else missed += 1;
    }
    answer = ('kind' in said ? said : troubleOf(said)) ?? { kind: 'fetched', missed };
  });
  return answer;
}

/** The bytes that have come, told as a share; undefined when a file sends more than it said. sftp does one file after another. */
async function arrived(
  { files }: FetchDeps,
  work: string,
  wanted: readonly RemoteFile[],
  tell: (share: number) => void,
): Promise<number | undefined> {
  const indices = ((await files.list(work)) ?? []).flatMap((name) => (name.endsWith('.part') ? [Number.parseInt(name, 10)] : []));
  const current = Math.max(-1, ...indices);
  const printed = (await files.info(join(work, printedName)))?.size ?? 0;
  const file = wanted[current];
  if (!file) return printed;
  const size = (await files.info(join(work, `${String(current)}.part`)))?.size ?? 0;
  if (size > file.size + maxSurplus) return undefined;
  const weigh = (some: readonly RemoteFile[]) => some.reduce((sum, one) => sum + one.size + opening, 0);
  const done = weigh(wanted.slice(0, current)) + Math.min(size, file.size);
  tell(done / weigh(wanted));
  return done + printed;
}
