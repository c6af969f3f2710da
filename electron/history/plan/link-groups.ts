import type { IndexFile } from '../../platform/ports.ts';

const mostKept = 50_000;

/** What is known of the files with several names at the session with this number. `key` is what the names of one file have in common. */
export type LinkGroups = {
  /** The hash of such a file, which rdiff-backup records for one of its names; null where there is none, or where they disagree. */
  hashOf(key: string, size: number | null): string | null;
  /** How many of those names were chosen only in part, `chosen` counting them by their keys. */
  split(chosen: ReadonlyMap<string, number>): number;
};

/** Whether the session with this number tells names of one file apart from files of the same content. */
export const recordsLinks = (index: IndexFile, number: number): boolean =>
  index.prepare('SELECT 1 FROM version WHERE links IS NOT NULL AND since <= ?1 AND until > ?1 LIMIT 1').get(number) !== undefined;

export function createLinkGroups(index: IndexFile, number: number): LinkGroups {
  const hashes = index.prepare(`
    SELECT DISTINCT lower(hex(sha1)) AS sha1 FROM version
    WHERE links = ?1 AND since <= ?2 AND until > ?2 AND sha1 IS NOT NULL AND size IS ?3 LIMIT 2`);
  const members = index.prepare('SELECT count(*) AS count FROM version WHERE links = ?1 AND since <= ?2 AND until > ?2');
  const kept = new Map<string, string | null>();

  return {
    hashOf: (key, size) => {
      const name = `${key} ${String(size)}`;
      const known = kept.get(name);
      if (known !== undefined) return known;
      const [one, other] = hashes.all(key, number, size) as { sha1: string }[];
      const hash = one && !other ? one.sha1 : null;
      if (kept.size >= mostKept) kept.clear();
      kept.set(name, hash);
      return hash;
    },
    split: (chosen) => [...chosen].filter(([key, count]) => (members.get(key, number)?.['count'] as number) > count).length,
  };
}
