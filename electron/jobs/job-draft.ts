import { Refusal } from '../contract/failure.ts';
import type { Host } from '../contract/host.ts';
import { Job, type JobDraft } from '../contract/job.ts';
import { anchored } from '../rdiff-backup/rdiff-backup.ts';
import { parsePlace } from './place.ts';
import { presetRules } from '../contract/presets.ts';
import type { Schedule } from '../contract/schedule.ts';

/** A job out of what a person wrote. Refuses with `invalid` (field and reason), `unknown-host`. */
export function jobFromDraft(
  draft: JobDraft,
  hosts: readonly Host[],
  { id, createdAt, schedule }: { id: string; createdAt: number; schedule: Schedule | null },
): Job {
  const source = parsePlace(draft.from, hosts, 'from');
  const repository = parsePlace(draft.to, hosts, 'to');
  for (const { pattern } of draft.rules) {
    if (anchored(pattern, source.path) === undefined)
      throw new Refusal('invalid', { field: 'rules', reason: 'pattern-outside', value: pattern });
  }
  const { name, oneFileSystem, marker, retention, targetHours, notOnBattery, ping, drillDays, adopt } = draft;
  const selection = [...draft.rules, ...presetRules(draft.presets)];
  const job = Job.safeParse({
    id,
    name,
    source,
    repository,
    selection,
    oneFileSystem,
    marker,
    retention,
    schedule,
    targetHours,
    notOnBattery,
    ping,
    drillDays,
    adopt,
    createdAt,
  });
  if (job.success) return job.data;
  const issue = job.error.issues[0];
  throw new Refusal('invalid', { field: String(issue?.path[0] ?? 'job'), reason: issue?.message ?? 'pattern', value: '' });
}
