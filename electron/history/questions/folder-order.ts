import { bytesOf } from '../../contract/entry-path.ts';
import { kindCodes } from '../tables.ts';

export type FolderOrder = 'name' | 'size' | 'modified';

/** An entry of a folder as far as its place needs it; `isNew`: only the newest session has it. */
export type Listed = {
  id: number;
  name: string;
  kind: number;
  since: number;
  size: number | null;
  modified: number | null;
  isNew: boolean;
};

/**
 * Folders first, then by name as people of a language put names in order (numbers by what they count, whatever the case), or the largest,
 * or the latest first. What is equal then stands in the order of its bytes.
 */
export function inOrder(entries: Listed[], order: FolderOrder, language: string | undefined): Listed[] {
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: 'accent' });
  const byName = (one: Listed, other: Listed) => compare(one.name, other.name) || compareBytes(one.name, other.name);
  const isFolder = (entry: Listed) => (entry.kind === kindCodes.folder ? 1 : 0);
  return entries.sort(
    (one, other) =>
      isFolder(other) - isFolder(one) ||
      (order === 'name' ? 0 : (other[order] ?? -Infinity) - (one[order] ?? -Infinity) || 0) ||
      byName(one, other),
  );
}

function compareBytes(one: string, other: string): number {
  const [left, right] = [bytesOf(one), bytesOf(other)];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
