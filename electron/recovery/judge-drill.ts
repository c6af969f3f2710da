import { isList, type Damaged, type RestoreReport } from '../contract/restore.ts';
import type { Outcome } from '../contract/outcome.ts';
import { outcomeOf } from '../restore/restore.ts';

/** What came of older states. `damaged` holds the first hundred; `sessions` are those whose every state was tried. */
export type OlderTried = {
  states: number;
  verified: number;
  unrecorded: number;
  bytes: number;
  damaged: Damaged[];
  damagedCount: number;
  sessions: number;
};

/** What a drill found. `older` null: only the newest session was tried. Times in ms. */
export type FoundDrill = { newest: RestoreReport; older: OlderTried | null; ms: number; copyMs: number; wholeMs: number | null };

const most = 100;

/** What a drill came to, out of what was read of the newest session and of older ones. */
export function judgeDrill({ newest, older, ms, copyMs, wholeMs }: FoundDrill): { outcome: Outcome; report: RestoreReport } {
  // The lists of the newest session are told of by both.
  const told = new Set(newest.damaged.filter(isList).map(({ file }) => file));
  const more = (older?.damaged ?? []).filter((one) => !isList(one) || !told.has(one.file));
  const twice = (older?.damaged.length ?? 0) - more.length;
  const report: RestoreReport = {
    ...newest,
    to: null,
    path: null,
    bytes: newest.bytes + (older?.bytes ?? 0),
    verified: newest.verified + (older?.verified ?? 0),
    ofFiles: newest.ofFiles + (older?.states ?? 0),
    unrecorded: newest.unrecorded + (older?.unrecorded ?? 0),
    damaged: [...newest.damaged, ...more].slice(0, most),
    damagedCount: newest.damagedCount + (older?.damagedCount ?? 0) - twice,
    sessions: older?.sessions ?? null,
    ms,
    copyMs,
    wholeMs,
  };
  return { outcome: outcomeOf(report), report };
}
