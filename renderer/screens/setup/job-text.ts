import { DrillDays, JobDraft, Marker, Retention, Rule, TargetHours, type PresetName } from '../../../electron/contract/job.ts';
import { WebAddress } from '../../../electron/contract/alerts.ts';
import { AbsolutePath } from '../../../electron/contract/location.ts';
import type { JobView } from '../../../electron/contract/requests.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { reasonAgainst, type Errors } from '../../parts/errors.ts';
import { offered } from './retention.ts';
import { blankWhen, numberOf, scheduleDraftOf, whenTextOf, wrongWhen, type WhenField, type WhenText } from './when-text.ts';

export type RuleText = Rule & { id: number };
/** A job as it is typed. A host is its name, '' this machine. */
export type JobText = {
  name: string;
  fromHost: string;
  fromPath: string;
  toHost: string;
  toPath: string;
  presets: PresetName[];
  rules: RuleText[];
  oneFileSystem: boolean;
  hasMarker: boolean;
  marker: string;
  keep: string;
  length: string;
  when: WhenText;
  /** Hours; '' follows from the schedule. */
  target: string;
  notOnBattery: boolean;
  ping: string;
  hasDrill: boolean;
  /** Days. */
  drill: string;
  adopt: boolean;
};
/** The fields that can be wrong; `rule 3` is the rule with that id, `rules` all of them together. */
export type JobField =
  | 'name'
  | 'fromHost'
  | 'fromPath'
  | 'toHost'
  | 'toPath'
  | 'length'
  | 'marker'
  | 'rules'
  | `rule ${number}`
  | 'target'
  | 'ping'
  | 'drill'
  | WhenField;

/** A new job, from a place as a person writes it. */
export function blankJob(from = ''): JobText {
  const [fromHost, fromPath] = splitPlace(from);
  return {
    name: '',
    fromHost,
    fromPath,
    toHost: '',
    toPath: '',
    presets: [],
    rules: [],
    oneFileSystem: true,
    hasMarker: true,
    marker: '.nobackup',
    keep: '1Y',
    length: '',
    when: blankWhen,
    target: '',
    notOnBattery: false,
    ping: '',
    hasDrill: true,
    drill: '7',
    adopt: false,
  };
}

/** A kept job as text. */
export function jobTextOf({ job, from, to }: JobView): JobText {
  const [toHost, toPath] = splitPlace(to);
  const isOffered = job.retention === null || offered.some((length) => length === job.retention);
  return {
    ...blankJob(from),
    name: job.name,
    toHost,
    toPath,
    rules: job.selection.map((rule, id) => ({ ...rule, id })),
    oneFileSystem: job.oneFileSystem,
    hasMarker: job.marker !== null,
    marker: job.marker ?? '.nobackup',
    keep: isOffered ? (job.retention ?? 'for-ever') : 'own',
    length: isOffered ? '' : (job.retention ?? ''),
    when: whenTextOf(job.schedule),
    target: job.targetHours === null ? '' : String(job.targetHours),
    notOnBattery: job.notOnBattery,
    ping: job.ping ?? '',
    hasDrill: job.drillDays !== null,
    drill: String(job.drillDays ?? 7),
    adopt: job.adopt,
  };
}

/** What the text says, whether it is right or not. */
export function jobDraftOf(text: JobText): JobDraft {
  return {
    name: text.name.trim().normalize('NFC'),
    from: placeText(text.fromHost, text.fromPath),
    to: placeText(text.toHost, text.toPath),
    rules: text.rules.map(({ action, pattern }) => ({ action, pattern })),
    presets: text.presets,
    oneFileSystem: text.oneFileSystem,
    marker: text.hasMarker ? text.marker.trim() : null,
    retention: retentionOf(text),
    schedule: scheduleDraftOf(text.when),
    targetHours: text.target.trim() === '' ? null : numberOf(text.target),
    notOnBattery: text.notOnBattery,
    ping: text.ping.trim() === '' ? null : text.ping.trim(),
    drillDays: text.hasDrill ? numberOf(text.drill) : null,
    adopt: text.adopt,
  };
}

/** How long to keep, as rdiff-backup writes it; null for ever. */
export const retentionOf = ({ keep, length }: JobText): string | null =>
  keep === 'for-ever' ? null : keep === 'own' ? length.trim().toUpperCase() : keep;

export const placeText = (host: string, path: string): string => (host === '' ? path.trim() : `${host}:${path.trim()}`);

function splitPlace(place: string): [host: string, path: string] {
  const colon = place.startsWith('/') ? -1 : place.indexOf(':');
  return colon < 0 ? ['', place] : [place.slice(0, colon), place.slice(colon + 1)];
}

/** What the contract has against one field. */
export function wrongJobField(t: Translate, text: JobText, field: JobField): string | undefined {
  if (field === 'name') return reasonAgainst(t, JobDraft.shape.name, jobDraftOf(text).name);
  if (field === 'fromPath' || field === 'toPath') return reasonAgainst(t, AbsolutePath, text[field].trim());
  if (field === 'length') return text.keep === 'own' ? reasonAgainst(t, Retention, retentionOf(text)) : undefined;
  if (field === 'marker') return text.hasMarker ? reasonAgainst(t, Marker, text.marker.trim()) : undefined;
  if (field === 'target') return reasonAgainst(t, TargetHours.nullable(), jobDraftOf(text).targetHours);
  if (field === 'ping') return reasonAgainst(t, WebAddress.nullable(), jobDraftOf(text).ping);
  if (field === 'drill') return text.hasDrill ? reasonAgainst(t, DrillDays, jobDraftOf(text).drillDays) : undefined;
  if (isOfWhen(field)) return wrongWhen(t, text.when)[field];
  if (field === 'rules') {
    const isOpen = text.presets.length === 0 && text.rules.at(-1)?.action === 'include';
    return isOpen ? t('job-form.include-last') : undefined;
  }
  const rule = text.rules.find(({ id }) => field === `rule ${id}`);
  return rule ? reasonAgainst(t, Rule.shape.pattern, rule.pattern) : undefined;
}

const ofWhen = ['at', 'days', 'minute', 'cron', 'zone'] as const satisfies WhenField[];
const isOfWhen = (field: JobField): field is WhenField => ofWhen.some((other) => other === field);

/** One of the two places must be here; undefined when one is. */
export const wrongPlaces = (t: Translate, { fromHost, toHost }: JobText): Errors<JobField> =>
  fromHost !== '' && toHost !== '' ? { toHost: t('job-form.two-hosts') } : {};

/** What the contract has against all of it. */
export function wrongJob(t: Translate, text: JobText): Errors<JobField> {
  const fields: JobField[] = [
    'name',
    'fromPath',
    'toPath',
    ...ofWhen,
    'length',
    'marker',
    'target',
    'ping',
    'drill',
    'rules',
    ...text.rules.map(({ id }) => `rule ${id}` as const),
  ];
  return { ...Object.fromEntries(fields.map((field) => [field, wrongJobField(t, text, field)])), ...wrongPlaces(t, text) };
}
