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
const manyFiles = 100;
const mostLanes = 4;

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
 * Fetches files of a folder on a host into a local folder on the disk of the home. Each gets its name there, in the given order, once it is whole,
 * that is, as long as it was listed; the names are those that a listing gave. `missed` are those that have vanished or changed meanwhile. What came
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
  await deps.scratch(async (scratch) => {
    const lanes = lanesOf(full).map((lane, number) => ({ lane, work: join(scratch, String(number)), done: 0 }));
    const total = weigh(full);
    const talks = lanes.map(async (own) => {
      const { lane, work } = own;
      await files.makeFolder(work);
      const came = (done: number) => {
        own.done = done;
        tell(lanes.reduce((sum, other) => sum + other.done, 0) / total);
      };
      const commands = [...enter(folder), ...lane.map(({ name }, index) => get(name, part(index)))];
      return talk(deps, { host, folder: work, commands, watch: () => arrived(deps, work, lane, came) });
    });
    const troubles = (await Promise.all(talks)).map((said) => ('kind' in said ? said : troubleOf(said)));
    const places = new Map(lanes.flatMap(({ lane, work }) => lane.map((file, index) => [file, join(work, part(index))] as const)));
    let missed = 0;
    for (const file of full) {
      const place = places.get(file) ?? '';
      if ((await files.info(place))?.size === file.size) await files.rename(place, join(into, file.name));
      else missed += 1;
    }
    answer = troubles.find((trouble) => trouble !== undefined) ?? { kind: 'fetched', missed };
  });
  return answer;
}

const part = (index: number): string => `${String(index)}.part`;

const weigh = (some: readonly RemoteFile[]): number => some.reduce((sum, { size }) => sum + size + opening, 0);

/**
 * Parts many files among several connections, of about the same weight each: over a long line, a small file takes several times its way there and
 * back, and sftp asks for one after another.
 */
function lanesOf(wanted: readonly RemoteFile[]): RemoteFile[][] {
  const lanes = Array.from({ length: wanted.length < manyFiles ? 1 : mostLanes }, () => ({ files: [] as RemoteFile[], weight: 0 }));
  for (const file of wanted) {
    const lightest = lanes.reduce((one, other) => (other.weight < one.weight ? other : one));
    lightest.files.push(file);
    lightest.weight += file.size + opening;
  }
  return lanes.map(({ files }) => files).filter((files) => files.length > 0);
}

/** The weight of what has come, which `came` hears; undefined when a file sends more than it said. sftp does one file after another. */
async function arrived(
  { files }: FetchDeps,
  work: string,
  lane: readonly RemoteFile[],
  came: (done: number) => void,
): Promise<number | undefined> {
  const indices = ((await files.list(work)) ?? []).flatMap((name) => (name.endsWith('.part') ? [Number.parseInt(name, 10)] : []));
  const current = Math.max(-1, ...indices);
  const printed = (await files.info(join(work, printedName)))?.size ?? 0;
  const file = lane[current];
  if (!file) return printed;
  const size = (await files.info(join(work, part(current))))?.size ?? 0;
  if (size > file.size + maxSurplus) return undefined;
  const done = weigh(lane.slice(0, current)) + Math.min(size, file.size);
  came(done);
  return done + printed;
}
