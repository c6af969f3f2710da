import type { Clock, Files } from '../platform/ports.ts';
import { createSignCounter, growingSnapshot } from '../rdiff-backup/rdiff-backup.ts';

type Deps = { clock: Clock; files: Files };
type Sources = {
  repository: string | null;
  snapshotSize: number | null;
  newest: number | null;
  logs: readonly string[];
  since: number;
};
export type Measure = () => Promise<{ share: number | null; files: number; remainingMs: number | null }>;

const honestFromShare = 0.05;
const honestFromMs = 5000;

/**
 * Measures a running backup from what it leaves on disk. A repeated backup: the growing metadata against the last snapshot, which holds
 * its share to within a few percent (rdiff-backup.md chapter 8). A first one: its `Processing` lines, counted; nobody knows the total.
 */
export function createMeasure({ clock, files }: Deps, { repository, snapshotSize, newest, logs, since }: Sources): Measure {
  const counters = logs.map((path) => createSignCounter(files, path, '* Processing '));
  let highest = 0;
  return async () => {
    const counts = await Promise.all(counters.map((count) => count()));
    const size =
      repository !== null && newest !== null ? await growingSnapshot(files, repository, newest).catch(() => undefined) : undefined;
    if (size === undefined || snapshotSize === null || snapshotSize === 0)
      return { share: null, files: Math.max(0, ...counts), remainingMs: null };
    highest = Math.max(highest, Math.min(0.99, size / snapshotSize));
    const passed = clock.now() - since;
    const honest = highest >= honestFromShare && passed >= honestFromMs;
    return { share: highest, files: Math.max(0, ...counts), remainingMs: honest ? (passed * (1 - highest)) / highest : null };
  };
}
