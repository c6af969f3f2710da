import * as z from 'zod';
import { Location } from './location.ts';
import { WebAddress } from './alerts.ts';
import { JobId, JobName } from './names.ts';
import { defaultRhythm, Schedule, ScheduleDraft } from './schedule.ts';

const hasControl = /\p{Cc}/u;
const longestPattern = 2000;

/** rdiff-backup makes a Python regular expression over bytes of a glob, and ends with a traceback where a range runs backwards. */
function hasSoundRanges(pattern: string): boolean {
  if (pattern.length > longestPattern) return false;
  const bytes = String.fromCharCode(...new TextEncoder().encode(pattern.replace(/\\./gsu, 'x')));
  return [...bytes.matchAll(/\[([!^]?\]?[^\]]*)\]/g)].every(([, inside = '']) => {
    try {
      new RegExp(`[${inside.replaceAll('\\', '\\\\')}]`);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * A glob of rdiff-backup's selection (rdiff-backup(1), FILE SELECTION): relative to the source, absolute below it, or
 * beginning with `**`. `ignorecase:` may stand in front.
 */
export const Pattern = z
  .string()
  .min(1, 'pattern')
  .max(longestPattern, 'pattern')
  .refine((text) => !hasControl.test(text) && text.isWellFormed(), 'pattern')
  .refine(hasSoundRanges, 'pattern');

/** One line of a selection. The first line that matches a path decides about it. */
export const Rule = z.strictObject({ action: z.enum(['include', 'exclude']), pattern: Pattern });
export type Rule = z.infer<typeof Rule>;

/** `10D`, `6M`, `1Y`: rdiff-backup's intervals (M is 30 days, Y is 365). */
export const Retention = z.string().regex(/^[1-9]\d{0,3}[DWMY]$/, 'retention');
/** The name of a file that keeps the folder it lies in out of the backup. */
export const Marker = z
  .string()
  .regex(/^[^/\\\p{Cc}]{1,255}$/u, 'marker')
  .refine((name) => !name.startsWith('-') && name !== '.' && name !== '..' && name.isWellFormed(), 'marker')
  .refine((name) => new TextEncoder().encode(name).length <= 255, 'marker');

/** How old the newest good session may be, in hours. */
export const TargetHours = z.number('target').int('target').min(1, 'target').max(9999, 'target');

/** How many days lie between two drills. */
export const DrillDays = z.number('drill').int('drill').min(1, 'drill').max(365, 'drill');

export const PresetName = z.enum(['web', 'home', 'mail', 'windows']);
export type PresetName = z.infer<typeof PresetName>;

const fields = {
  name: JobName,
  source: Location,
  repository: Location,
  selection: z.array(Rule).max(500, 'selection-long'),
  oneFileSystem: z.boolean(),
  marker: Marker.nullable(),
  retention: Retention.nullable(),
  /** How old the newest good session may be, in hours; null follows from the schedule. */
  targetHours: TargetHours.nullable(),
  /** Leave a backup out while this machine runs on its battery. */
  notOnBattery: z.boolean(),
  /** Told of each start, success and failure of this job; null is the address of the settings. */
  ping: WebAddress.nullable(),
  /** A drill tries a restore every so many days; null: only when a person asks for one. */
  drillDays: DrillDays.nullable(),
  /** A person said that the repository found at the first run is this job's own. */
  adopt: z.boolean(),
};
type Selection = { selection: Rule[]; source: Location; repository: Location };

function consistent(job: Selection, context: z.core.$RefinementCtx<Selection>): void {
  // rdiff-backup ends with "Last selection expression ... redundant" when an include comes last.
  if (job.selection.at(-1)?.action === 'include')
    context.addIssue({ code: 'custom', message: 'include-last', path: ['selection'], input: job });
  if (job.source.host !== null && job.repository.host !== null)
    context.addIssue({ code: 'custom', message: 'two-hosts', path: ['repository'], input: job });
}

/** What to copy, from where, to which repository, and for how long to keep it. */
export const Job = z
  .strictObject({ id: JobId, ...fields, schedule: Schedule.nullable(), createdAt: z.number().int().nonnegative() })
  .superRefine(consistent);
export type Job = z.infer<typeof Job>;

/** A job as a person writes it: places by host *name*; a preset's exclusions follow the person's own rules. */
export const JobDraft = z.strictObject({
  name: JobName,
  from: z.string().max(5000),
  to: z.string().max(5000),
  rules: z.array(Rule).max(400, 'selection-long').default([]),
  presets: z.array(PresetName).max(4).default([]),
  oneFileSystem: z.boolean().default(true),
  marker: Marker.nullable().default('.nobackup'),
  retention: Retention.nullable().default('1Y'),
  schedule: ScheduleDraft.nullable().default({ rhythm: defaultRhythm, zone: null }),
  targetHours: TargetHours.nullable().default(null),
  notOnBattery: z.boolean().default(false),
  ping: WebAddress.nullable().default(null),
  drillDays: DrillDays.nullable().default(7),
  adopt: z.boolean().default(false),
});
export type JobDraft = z.infer<typeof JobDraft>;
