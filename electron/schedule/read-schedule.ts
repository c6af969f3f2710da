import { Refusal } from '../contract/failure.ts';
import type { Schedule, ScheduleDraft } from '../contract/schedule.ts';
import { ruleProblem } from './rule.ts';

/**
 * A schedule out of what a person set; `zone` is that of this machine. One that says the same as before stays what it was, so that
 * nothing which is due is forgotten by saving a form. Refuses with `invalid`.
 */
export function readSchedule(
  draft: ScheduleDraft | null,
  { zone, now, before }: { zone: string; now: number; before: Schedule | null },
): Schedule | null {
  if (draft === null) return null;
  const { rhythm } = draft;
  const chosen = draft.zone ?? zone;
  const reason = ruleProblem(rhythm, chosen);
  if (reason) throw new Refusal('invalid', { field: 'schedule', reason });
  const isSame = before !== null && before.zone === chosen && JSON.stringify(before.rhythm) === JSON.stringify(rhythm);
  return isSame ? before : { rhythm, zone: chosen, since: now };
}
