import type { IndexedState } from './index-content.ts';
import type { PastRecord } from './reference-reader.ts';

const kinds: Record<string, number> = { reg: 0, dir: 1, sym: 2, dev: 3, fifo: 4, sock: 5 };

/** What an index has to say of a record of the repository's metadata; the owner as `uid:gid:user:group`. */
export function stateOf({ fields }: PastRecord): IndexedState {
  const whole = (name: string) => (fields.has(name) ? Number(fields.get(name)) : null);
  const type = fields.get('Type') ?? '';
  const named = (name: string) => (fields.get(name) === ':' || fields.get(name) === 'None' ? '' : (fields.get(name) ?? ''));
  return {
    kind: kinds[type] ?? -1,
    size: type === 'reg' ? whole('Size') : null,
    modified: whole('ModTime'),
    mode: whole('Permissions'),
    owner: [whole('Uid'), whole('Gid'), named('Uname'), named('Gname')].join(':'),
    sha1: fields.get('SHA1Digest') ?? null,
    target: fields.get('SymData') ?? fields.get('DeviceNum') ?? null,
    links: (whole('NumHardLinks') ?? 1) > 1 ? `${fields.get('Inode') ?? ''} ${fields.get('DeviceLoc') ?? ''}` : null,
  };
}

/** The fields of a file with several names that say which names those are; no question to an index tells of them. */
const sharing = ['NumHardLinks', 'Inode', 'DeviceLoc', 'AlternateIncrementName', 'AlternateMirrorName'];

/**
 * Whether two records of one path are the same to `list files --changed-since`, which looks at what the older one says and leaves out a
 * link's owner and how many names a file has; or to an index, which has the same eyes but tells nothing of other names at all.
 */
export function areSame(older: PastRecord, newer: PastRecord, eyes: 'tool' | 'index'): boolean {
  const ignored = new Set(eyes === 'index' ? sharing : ['NumHardLinks']);
  const links = Number(older.fields.get('NumHardLinks') ?? 1);
  if (older.fields.get('Type') !== 'reg' || links === 1) for (const name of ['Inode', 'DeviceLoc']) ignored.add(name);
  if (older.fields.get('Type') === 'sym') for (const name of ['Uid', 'Gid', 'Uname', 'Gname']) ignored.add(name);
  const isUnnamed = (name: string) => /^[UG]name$/.test(name) && [undefined, ':', 'None'].includes(newer.fields.get(name));
  return [...older.fields].every(([name, value]) => ignored.has(name) || newer.fields.get(name) === value || isUnnamed(name));
}
