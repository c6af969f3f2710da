import type { Files } from '../platform/ports.ts';

/** An entry of a folder; `holds` is true when something lies in it, so that it is a folder. */
export type ListedName = { name: string; holds: boolean };

// U+FFFD in UTF-8, read byte by byte: the tool puts it for every byte that is no UTF-8.
const unknownByte = '\xef\xbf\xbd';

/**
 * The entries of one folder (a path below the repository, '' is the repository itself) out of what `list files` printed into a file, which
 * holds everything below that folder, too. Undefined when the folder is not in it.
 *
 * The tool prints names as they are, so that a newline in one makes two rows, and a name can pretend to be a row of its own. Rows that cannot
 * be right (another folder, out of order, in a folder that was not listed) are left out together with the rows before them that they may
 * belong to, and so are names that were not UTF-8; `unclear` counts them. A name that was made to fit its place cannot be told from one that is
 * real: what is listed here is only ever shown and looked up, never taken for proof.
 */
export async function namesInListing(
  files: Files,
  path: string,
  folder: string,
): Promise<{ names: ListedName[]; unclear: number } | undefined> {
  const rows = rowReader(Buffer.from(folder).toString('latin1'));
  let rest = '';
  await files.scan(path, 0, Infinity, (piece) => {
    const lines = (rest + piece.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(rows.take);
  });
  if (rest !== '') rows.take(rest);
  return rows.read();
}

/** Takes the rows one after another; bytes stand as the letters of their number. */
function rowReader(folder: string) {
  const prefix = folder === '' ? '' : `${folder}/`;
  const children = new Map<number, ListedName>();
  let [number, unclear, isThere] = [0, 0, false];
  let before = '';
  let top: ListedName | undefined;

  /** What stood in the rows before one that is wrong may be the beginning of its name. */
  const doubt = (rows: number) => {
    unclear += 1;
    for (let back = 1; back <= rows; back += 1) children.delete(number - back);
  };

  function take(row: string): void {
    number += 1;
    if (number === 1 && row === (folder === '' ? '.' : folder)) {
      isThere = true;
      return;
    }
    const path = row.slice(prefix.length);
    if (!row.startsWith(prefix) || path === '') {
      doubt(1);
      return;
    }
    const slash = path.indexOf('/');
    const name = slash < 0 ? path : path.slice(0, slash);
    if (name.includes(unknownByte)) {
      if (slash < 0) unclear += 1;
      return;
    }
    const isLost = slash >= 0 && top?.name !== name;
    if (isLost || !isAfter(path, before)) {
      doubt(2);
      top = { name, holds: true };
    } else if (slash >= 0 && top) top.holds = true;
    else {
      top = { name, holds: false };
      children.set(number, top);
    }
    before = path;
  }

  return {
    take,
    read: () => {
      const names = [...children.values()].map(({ name, holds }) => ({ name: Buffer.from(name, 'latin1').toString('utf8'), holds }));
      return isThere ? { names, unclear } : undefined;
    },
  };
}

/** rdiff-backup's order: by path components, each by its bytes. */
function isAfter(path: string, before: string): boolean {
  const length = Math.min(path.length, before.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [path.charCodeAt(at), before.charCodeAt(at)];
    if (one === other) continue;
    // A slash ends a component, and a shorter one comes first.
    return other === 47 || (one !== 47 && one > other);
  }
  return path.length > before.length;
}
