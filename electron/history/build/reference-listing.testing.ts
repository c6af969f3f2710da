import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const NAME =
  /^(mirror_metadata|current_mirror)\.(\d{4})-(\d\d)-(\d\d)T(\d\d)[:-](\d\d)[:-](\d\d)(Z|[+-]\d\d[:-]\d\d)\.(snapshot|diff|data)(\.gz)?$/;

type Found = { base: string; time: number; kind: string; isPacked: boolean; file: string };
/** A record's fields by their names, in latin1, which keeps each byte; `path` is unquoted. */
export type ReferenceRecord = Record<string, string> & { path: string };

const unquoteName = (file: string) => file.replace(/;(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code)));
const unquotePath = (path: string) => path.replace(/\\n|\\\\/g, (pair) => (pair === '\\n' ? '\n' : '\\'));

function dataFiles(data: string): Found[] {
  const isQuoted = readFileSync(`${data}/chars_to_quote`).length > 0;
  return readdirSync(data).flatMap((file) => {
    const found = NAME.exec(isQuoted ? unquoteName(file) : file);
    if (!found) return [];
    const [year, month, day, hour, minute, second] = found.slice(2, 8).map(Number) as [number, number, number, number, number, number];
    const zone = found[8] ?? 'Z';
    const offset = zone === 'Z' ? 0 : 60 * Number.parseInt(zone.slice(0, 3), 10) + Number.parseInt(zone.slice(4), 10);
    const time = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - 60 * offset;
    return [{ base: found[1] ?? '', time, kind: found[9] ?? '', isPacked: found[10] !== undefined, file }];
  });
}

function* records(data: string, { file, isPacked }: Found): Generator<ReferenceRecord> {
  const raw = readFileSync(`${data}/${file}`);
  let record: ReferenceRecord | undefined;
  for (const line of (isPacked ? gunzipSync(raw) : raw).toString('latin1').split('\n')) {
    if (line.startsWith('File ')) {
      if (record) yield record;
      record = { path: unquotePath(line.slice(5)) };
    } else if (record && line !== '') {
      const [, name = '', value = ''] = /^ *([A-Za-z0-9]+) (.*)$/.exec(line) ?? [];
      record[name] = value;
    }
  }
  if (record) yield record;
}

/** The restore points of a folder `rdiff-backup-data`, oldest first, as simply as it can be done. */
export function referenceSessions(data: string): Found[] {
  const all = dataFiles(data);
  const newest = Math.min(...all.filter(({ base }) => base === 'current_mirror').map(({ time }) => time));
  return metadataUpTo(all, newest);
}

function metadataUpTo(all: readonly Found[], newest: number): Found[] {
  const byTime = new Map<number, Found>();
  for (const file of all) {
    if (file.base !== 'mirror_metadata' || file.time > newest || byTime.get(file.time)?.kind === 'snapshot') continue;
    byTime.set(file.time, file);
  }
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

/** Every path of a session with its record, the source itself being `.`. */
export function referenceListing(data: string, time: number): Map<string, ReferenceRecord> {
  const chain: Found[] = [];
  for (const file of metadataUpTo(dataFiles(data), Infinity).filter((one) => one.time >= time)) {
    chain.unshift(file);
    if (file.kind === 'snapshot') break;
  }
  const listing = new Map<string, ReferenceRecord>();
  for (const file of chain) {
    for (const record of records(data, file)) {
      if (record['Type'] === 'None') listing.delete(record.path);
      else listing.set(record.path, record);
    }
  }
  return listing;
}
