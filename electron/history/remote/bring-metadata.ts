import { join } from 'node:path';
import { parseDataFile } from '../../rdiff-backup/rdiff-backup.ts';
import type { FetchDeps, RemoteFile } from '../../ssh/ssh.ts';
import { bringData, type Unbrought } from './bring-data.ts';
import type { RemoteRepository } from './keep-metadata.ts';
import { chooseMetadata, isAttributesName, isMetadataName, largestMetadata, type Unbegun } from './metadata-files.ts';
import { scratchIn } from './work-folder.ts';

// Of these there is one for each session, and one more that says which of them is the newest: as long as they are the same, no session has come
// or gone. What else changes, as when files are taken out of every session (rdiff-backup-delete), is brought only anew.
const signs = ['current_mirror.*', 'session_statistics.*'];
const rest = ['mirror_metadata.*', 'error_log.*', 'access_control_lists.*', 'extended_attributes.*', 'chars_to_quote', 'special_escapes'];
const isSign = ({ name }: RemoteFile) => name.startsWith('current_mirror.') || name.startsWith('session_statistics.');
const isBrought = (name: string) => isMetadataName(name) || isAttributesName(name);

const rounds = 2;

/**
 * Brings the kept copy of a remote repository's metadata up to date with its sessions where the key may run rdiff-backup and nothing else: that copies its own
 * files as it copies those of any source. `folder` is as for `keepMetadata`, and also holds what is recorded beside the metadata.
 */
export async function bringMetadata(
  given: FetchDeps,
  { host, path, folder, anew = false, isWanted = () => true }: RemoteRepository & { isWanted?: () => boolean },
): Promise<{ kind: 'kept' } | Unbegun | Unbrought> {
  await given.files.makeFolder(folder);
  const deps = { ...given, scratch: await scratchIn(given, folder) };
  const there = { host, path: join(path, 'rdiff-backup-data'), isWanted };

  const before = (await filesIn(deps, folder)).filter(isSign);
  if (!anew && before.length > 0) {
    const isSame = await bringData(deps, there, signs, async (work) => {
      const choice = chooseMetadata(await filesIn(deps, work));
      return choice.kind === 'files' && listOf(choice.files) === listOf(before);
    });
    if (isSame.kind !== 'brought') return isSame;
    if (isSame.value) return { kind: 'kept' };
  }
  for (let round = 1; ; round += 1) {
    const kept = await bringData(deps, there, [...signs, ...rest], (work) => keepFrom(deps, { folder, work, isLast: round === rounds }));
    if (kept.kind !== 'brought') return kept;
    if (kept.value.kind !== 'changed') return kept.value;
  }
}

type Keeping = { folder: string; work: string; isLast: boolean };

/** Puts what was brought in its place, what says that all of it is there last, and takes away what is no more. */
async function keepFrom(
  deps: FetchDeps,
  { folder, work, isLast }: Keeping,
): Promise<{ kind: 'kept' } | { kind: 'changed' } | Unbegun | Unbrought> {
  const { files } = deps;
  const found = await filesIn(deps, work);
  const choice = chooseMetadata(found.filter(({ name }) => isMetadataName(name)));
  if (choice.kind !== 'files') return choice;
  if (!isWhole(choice.files) && !isLast) return { kind: 'changed' };
  const beside = found.filter(({ name, size }) => isAttributesName(name) && size <= largestMetadata);
  const wanted = [...beside, ...choice.files];
  for (const { name } of wanted) await files.rename(join(work, name), join(folder, name));
  const names = new Set(wanted.map(({ name }) => name));
  const gone = (await filesIn(deps, folder)).filter(({ name }) => !names.has(name));
  for (const { name } of [...gone.filter((file) => !isSign(file)), ...gone.filter(isSign)]) await files.remove(join(folder, name));
  return { kind: 'kept' };
}

/** The files of a copy; nothing else that lies there. */
async function filesIn({ files }: Pick<FetchDeps, 'files'>, folder: string): Promise<RemoteFile[]> {
  const names = ((await files.list(folder)) ?? []).filter(isBrought);
  const found = await Promise.all(names.map(async (name) => ({ name, info: await files.info(join(folder, name)) })));
  return found.flatMap(({ name, info }) => (info?.kind === 'file' ? [{ name, size: info.size }] : []));
}

const listOf = (some: readonly RemoteFile[]): string => JSON.stringify(some.map(({ name, size }) => `${name} ${String(size)}`).sort());

/** Whether the newest session that has ended is told of: a backup that ends while files are brought takes its listing away. */
function isWhole(files: readonly RemoteFile[]): boolean {
  const isQuoted = files.some(({ name, size }) => name === 'chars_to_quote' && size > 0);
  const timesOf = (base: string) => files.flatMap(({ name }) => (name.startsWith(base) ? (parseDataFile(name, isQuoted)?.time ?? []) : []));
  return timesOf('mirror_metadata.').includes(Math.min(...timesOf('current_mirror.')));
}
