import { isMarkerLost, lostMarker, parseDataFile } from '../../rdiff-backup/rdiff-backup.ts';
import type { RemoteFile } from '../../ssh/ssh.ts';

// Stamps bear letters for time zones in old repositories, and `;065` for characters that a repository quotes.
const wanted =
  /^(?:chars_to_quote|special_escapes|(?:current_mirror|mirror_metadata|session_statistics|error_log)\.[0-9A-Za-z:;+_-]{10,80}\.(?:snapshot|diff|data)(?:\.gz)?)$/;

/** True for the files of `rdiff-backup-data` that a history is read from. */
export const isMetadataName = (name: string): boolean => wanted.test(name);

const attributes = /^(?:access_control_lists|extended_attributes)\.[0-9A-Za-z:;+_-]{10,80}\.(?:snapshot|diff)(?:\.gz)?$/;

/** True for the files that tell what entries have beside what their metadata says. */
export const isAttributesName = (name: string): boolean => attributes.test(name);

/** The file that tells which characters a repository writes in another way. */
export const quotingName = 'chars_to_quote';

const metadata = 'mirror_metadata.';
const marker = 'current_mirror.';
const most = 100_000;
/** No repository has a larger file of metadata. */
export const largestMetadata = 4 * 1024 ** 3;
const largestOther = 64 * 1024 ** 2;

/** A repository is there, and no backup has ended in it yet. */
export type Unbegun = { kind: 'unbegun' };

/** `files` come in the order in which they can be kept: what says that a session is whole, last. */
export type Choice = { kind: 'files'; files: RemoteFile[] } | Unbegun | { kind: 'failed'; line: string };

/**
 * Which of the files there are worth keeping: all but logs out of all proportion, and those of a session that has not ended. Of that one the
 * metadata alone, where the session before it is told of by its difference already.
 */
export function chooseMetadata(listed: readonly RemoteFile[]): Choice {
  const isQuoted = listed.some(({ name, size }) => name === quotingName && size > 0);
  const parsed = ({ name }: RemoteFile) => parseDataFile(name, isQuoted);
  const markers = listed.flatMap((file) => (file.name.startsWith(marker) ? (parsed(file)?.time ?? []) : []));
  if (markers.length === 0) {
    const times = new Set(listed.flatMap((file) => (file.name.startsWith(metadata) ? (parsed(file)?.time ?? []) : [])));
    return isMarkerLost(times) ? { kind: 'failed', line: lostMarker } : { kind: 'unbegun' };
  }

  // With two markers the older one is that of the last session that ended; what is newer is still being written, or was left.
  const newest = Math.min(...markers);
  const isMetadata = ({ name }: RemoteFile) => name.startsWith(metadata);
  const hasEnded = (file: RemoteFile) => file.name.startsWith(marker) || (parsed(file)?.time ?? newest) <= newest;
  const isDifference = listed.every((file) => !isMetadata(file) || parsed(file)?.time !== newest || parsed(file)?.kind !== 'snapshot');
  const files = listed.filter((file) => (isMetadata(file) ? isDifference || hasEnded(file) : hasEnded(file) && file.size <= largestOther));
  const huge = files.find(({ size }) => size > largestMetadata);
  if (huge || files.length > most) return { kind: 'failed', line: `${huge?.name ?? ''}: File too large` };
  return { kind: 'files', files: files.sort((a, b) => order(a.name) - order(b.name) || (a.name < b.name ? -1 : 1)) };
}

const order = (name: string) => (name.startsWith(marker) ? 2 : name.startsWith(metadata) ? 1 : 0);
