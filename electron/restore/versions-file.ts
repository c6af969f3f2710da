import { textOf, type EntryPath } from '../contract/entry-path.ts';
import type { Files } from '../platform/ports.ts';

const fields = 4;

/** The paths in a file of older states, by the sessions that they are of. */
export async function pathsBySession(files: Pick<Files, 'scan'>, file: string): Promise<Map<number, EntryPath[]>> {
  const found = new Map<number, EntryPath[]>();
  let rest = Buffer.alloc(0);
  let record: Buffer[] = [];
  await files.scan(file, 0, Number.MAX_SAFE_INTEGER, (piece) => {
    const bytes = Buffer.concat([rest, piece]);
    let from = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, from)) {
      record.push(bytes.subarray(from, end));
      from = end + 1;
      if (record.length < fields) continue;
      const [path, session] = record as [Buffer, Buffer];
      const time = Number(session.toString('latin1'));
      const paths = found.get(time);
      if (paths) paths.push(textOf(path));
      else found.set(time, [textOf(path)]);
      record = [];
    }
    rest = Buffer.from(bytes.subarray(from));
  });
  return found;
}
