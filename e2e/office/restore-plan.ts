import { createHash } from 'node:crypto';
import { referenceListing, referenceTimes, type PastRecord } from './reference-reader.ts';

/** A record of a plan as the tests make it; texts are bytes, as latin1. */
export type PlanRecord = {
  kind: string;
  path: string;
  size: string;
  sha1: string;
  mtime: string;
  mode: string;
  uid: string;
  gid: string;
  user: string;
  group: string;
  target: string;
  links: string;
  way: string;
};

const kinds: Record<string, string> = { reg: 'f', dir: 'd', sym: 'l', dev: 'c', fifo: 'p', sock: 's' };

/** What everything was at a session, out of the repository's own metadata by the second reader. */
export function planOf(repository: string, time: number): PlanRecord[] {
  const records = referenceListing(repository, time);
  const newest = referenceTimes(repository).at(-1) as number;
  const now = new Map(referenceListing(repository, newest).map((record) => [record.path, contentOf(record)]));
  const groups = linkGroups(records);
  return records.map((record) => {
    const text = (name: string) => record.fields.get(name) ?? '';
    const named = (name: string) => (text(name) === ':' || text(name) === 'None' ? '' : text(name));
    const kind = kinds[text('Type')] ?? '';
    const links = groups.keyOf(record);
    const sha1 = text('SHA1Digest') || (links === '' ? '' : groups.hashOf(links));
    const wayOfFile = sha1 === '' ? 't' : now.get(record.path) === contentOf(record) ? 'm' : 'i';
    return {
      kind,
      path: record.path === '.' ? '' : record.path,
      size: kind === 'f' ? text('Size') : '',
      sha1: kind === 'f' ? sha1 : '',
      mtime: text('ModTime'),
      mode: text('Permissions'),
      uid: text('Uid'),
      gid: text('Gid'),
      user: named('Uname'),
      group: named('Gname'),
      target: kind === 'l' ? text('SymData') : kind === 'c' ? text('DeviceNum') : '',
      links: kind === 'f' ? links : '',
      way: kind === 'f' ? wayOfFile : '-',
    };
  });
}

/** A plan as a hand reads it. */
export const planBytes = (records: readonly PlanRecord[]): Buffer =>
  Buffer.from(records.map((record) => `${Object.values(record).join('\0')}\0`).join(''), 'latin1');

/** A record of a file with so much in it. */
export const plannedFile = (path: string, content: Buffer, more: Partial<PlanRecord> = {}): PlanRecord => ({
  ...plannedFolder(path),
  kind: 'f',
  size: String(content.length),
  sha1: createHash('sha1').update(content).digest('hex'),
  mode: String(0o644),
  way: 'm',
  ...more,
});

/** A record of a folder; '' is the source itself. */
export const plannedFolder = (path: string, more: Partial<PlanRecord> = {}): PlanRecord => ({
  kind: 'd',
  path,
  size: '',
  sha1: '',
  mtime: '1700000000',
  mode: String(0o755),
  uid: '0',
  gid: '0',
  user: 'root',
  group: 'root',
  target: '',
  links: '',
  way: '-',
  ...more,
});

const contentOf = ({ fields }: PastRecord): string =>
  ['Type', 'Size', 'ModTime', 'SHA1Digest'].map((name) => fields.get(name) ?? '').join(' ');

function linkGroups(records: readonly PastRecord[]) {
  const keyOf = ({ fields }: PastRecord): string =>
    Number(fields.get('NumHardLinks') ?? 1) > 1 ? `${fields.get('DeviceLoc') ?? ''}:${fields.get('Inode') ?? ''}` : '';
  const hashes = new Map(
    records.map((record) => [keyOf(record), record.fields.get('SHA1Digest') ?? ''] as const).filter(([, hash]) => hash !== ''),
  );
  return { keyOf, hashOf: (key: string) => hashes.get(key) ?? '' };
}
