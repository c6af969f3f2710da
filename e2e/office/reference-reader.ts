import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { byComponents } from './tool-listing.ts';

/**
 * A second, plain reader of mirror metadata, which shares nothing with the program: it holds everything in memory and has been compared with
 * `rdiff-backup list files` for every kind of repository. Bytes stand as latin1.
 */
export type PastRecord = { path: string; fields: ReadonlyMap<string, string> };

type Metadata = { time: number; kind: 'snapshot' | 'diff'; file: string };

const NAME =
  /^(mirror_metadata|current_mirror)\.(\d{4})-(\d\d)-(\d\d)T(\d\d)[:-](\d\d)[:-](\d\d)(Z|[+-]\d\d[:-]\d\d)\.(snapshot|diff|data)(?:\.gz)?$/;

/** The times of the sessions that have ended well, oldest first; none before the first one has. */
export function referenceTimes(repository: string): number[] {
  const { good, all } = metadataOf(repository);
  return all.map(({ time }) => time).filter((time) => time <= good);
}

/** Every entry of the session at exactly that time, in the order of rdiff-backup, the root being `.`. */
export function referenceListing(repository: string, time: number): PastRecord[] {
  const later = metadataOf(repository).all.filter((each) => each.time >= time);
  const snapshot = later.findIndex(({ kind }) => kind === 'snapshot');
  if (later[0]?.time !== time || snapshot < 0) throw new Error(`no session at ${time} that can be read`);
  const found = new Map<string, PastRecord>();
  for (const { file } of later.slice(0, snapshot + 1).reverse()) {
    for (const record of recordsIn(file)) {
      if (record.fields.get('Type') === 'None') found.delete(record.path);
      else found.set(record.path, record);
    }
  }
  return [...found.values()].sort((a, b) => byComponents(a.path, b.path));
}

/** `good`: the time of the newest session that has ended well. What is newer may still serve as the base of its listing. */
function metadataOf(repository: string): { good: number; all: Metadata[] } {
  const data = join(repository, 'rdiff-backup-data');
  const found = readdirSync(data).flatMap((file) => {
    // No name of a metadata file has a semicolon but where a byte is quoted (7.5).
    const name = file.replaceAll(/;(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code)));
    const [, base, year, month, day, hour, minute, second, zone = '', kind] = NAME.exec(name) ?? [];
    if (base === undefined) return [];
    const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number];
    const offset = zone === 'Z' ? 0 : 60 * Number.parseInt(zone.slice(0, 3), 10) + Number.parseInt(zone.slice(4), 10);
    return [{ base, kind, time: Date.UTC(y, mo - 1, d, h, mi, s) / 1000 - 60 * offset, file: join(data, file) }];
  });
  const markers = found.filter(({ base }) => base === 'current_mirror').map(({ time }) => time);
  const byTime = new Map<number, Metadata>();
  for (const { base, kind, time, file } of found) {
    if (base !== 'mirror_metadata' || (kind !== 'snapshot' && kind !== 'diff')) continue;
    if (byTime.get(time)?.kind !== 'snapshot') byTime.set(time, { time, kind, file });
  }
  // Two markers: the newer session is under way or was cut off.
  const good = markers.length === 0 ? -Infinity : Math.min(...markers);
  return { good, all: [...byTime.values()].sort((a, b) => a.time - b.time) };
}

function recordsIn(file: string): PastRecord[] {
  const raw = readFileSync(file);
  const records: { path: string; fields: Map<string, string> }[] = [];
  for (const line of (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('latin1').split('\n')) {
    if (line.startsWith('File ')) records.push({ path: unquoted(line.slice(5)), fields: new Map() });
    const [, name, value] = /^ +([A-Za-z0-9]+) (.*)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) records.at(-1)?.fields.set(name, name === 'SymData' ? unquoted(value) : value);
  }
  return records;
}

const unquoted = (text: string): string => text.replaceAll(/\\(n|\\)/g, (_, letter: string) => (letter === 'n' ? '\n' : '\\'));
