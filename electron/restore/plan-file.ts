import { textOf, type EntryPath } from '../contract/entry-path.ts';
import { sourcePath, type Renamed } from '../contract/renamed.ts';
import type { Files } from '../platform/ports.ts';

const fields = 13;
const pathField = 1;
const linkField = 11;
const everything = Number.MAX_SAFE_INTEGER;

/** An entry of a plan: its place in it, its path in the source, and the group of hard links that it is in ('' for none). */
export type Planned = { index: number; path: EntryPath; kind: string; links: string };

/** The entries of a plan at some places, in the order of the plan, whatever its length. `renamed`: what the plan has under another path. */
export async function entriesAt(
  files: Pick<Files, 'scan'>,
  plan: string,
  indexes: Iterable<number>,
  renamed: Renamed | null,
): Promise<Planned[]> {
  const wanted = new Set(indexes);
  const found: Planned[] = [];
  if (wanted.size === 0) return found;
  let index = 0;
  let field = 0;
  let record: Buffer[] = [];
  let rest: Buffer[] = [];
  await files.scan(plan, 0, everything, (piece) => {
    let from = 0;
    for (let end = piece.indexOf(0); end >= 0; end = piece.indexOf(0, from)) {
      if (wanted.has(index)) {
        record.push(Buffer.concat([...rest, piece.subarray(from, end)]));
        rest = [];
      }
      from = end + 1;
      field += 1;
      if (field < fields) continue;
      if (wanted.has(index)) found.push(plannedOf(index, record, renamed));
      [record, field, index] = [[], 0, index + 1];
    }
    // The piece lasts only for the call.
    if (wanted.has(index) && from < piece.length) rest.push(Buffer.from(piece.subarray(from)));
  });
  return found;
}

const plannedOf = (index: number, record: readonly Buffer[], renamed: Renamed | null): Planned => ({
  index,
  path: sourcePath(renamed, textOf(record[pathField] ?? Buffer.alloc(0))),
  kind: record[0]?.toString('latin1') ?? '',
  links: record[linkField]?.toString('latin1') ?? '',
});
