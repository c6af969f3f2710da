const slash = 47;
const backslash = 92;
const newline = 10;
const letterN = 110;

/**
 * The order of rdiff-backup: by the names of a path, each by its bytes, so that a slash stands before every other byte and a folder right
 * before what is in it. Below zero when `a` comes first. The source itself is the empty path.
 */
export function comparePaths(a: Uint8Array, aFrom: number, aTo: number, b: Uint8Array, bFrom: number, bTo: number): number {
  const length = Math.min(aTo - aFrom, bTo - bFrom);
  for (let at = 0; at < length; at += 1) {
    const left = a[aFrom + at] as number;
    const right = b[bFrom + at] as number;
    if (left !== right) return left === slash ? -1 : right === slash ? 1 : left - right;
  }
  return aTo - aFrom - (bTo - bFrom);
}

/** Undoes the quoting of `File` and `SymData`: `\n` is a newline and `\\` a backslash; any other backslash is meant as it stands. */
export function unquotePath(bytes: Uint8Array): Buffer {
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    const next = byte === backslash ? bytes[at + 1] : undefined;
    const isPair = next === letterN || next === backslash;
    plain[length] = next === letterN ? newline : byte;
    length += 1;
    if (isPair) at += 1;
  }
  return plain.subarray(0, length);
}
