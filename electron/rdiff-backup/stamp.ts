const name = /^([a-z_]+)\.(\d{4})-(\d\d)-(\d\d)T(\d\d)[:-](\d\d)[:-](\d\d)(Z|[+-]\d\d[:-]\d\d)\.(snapshot|diff|data)(\.gz)?$/;

export type DataFile = { base: string; time: number; kind: string; file: string };

/** Undoes rdiff-backup's quoting of file names (`;065` for `A`), which a repository uses where `chars_to_quote` is not empty. */
export const unquoteName = (file: string): string => file.replace(/;(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code)));

/**
 * One entry of `rdiff-backup-data` with its instant (epoch seconds). The stamp bears the zone of whoever wrote it, so only instants
 * can be compared; the offset is read with rdiff-backup's own rule (`60 * int(hh) + mm`).
 */
export function parseDataFile(file: string, quoted: boolean): DataFile | undefined {
  const found = name.exec(quoted ? unquoteName(file) : file);
  if (!found) return undefined;
  const [, base = '', year, month, day, hour, minute, second, zone = 'Z', kind = ''] = found;
  const offset = zone === 'Z' ? 0 : 60 * Number.parseInt(zone.slice(0, 3), 10) + Number.parseInt(zone.slice(4), 10);
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000 - 60 * offset;
  return { base, time, kind, file };
}
