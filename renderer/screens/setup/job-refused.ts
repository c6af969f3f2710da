import type { Failure } from '../../../electron/contract/failure.ts';
import { fieldSentence, type Translate } from '../../../electron/contract/words/sentences.ts';
import type { Errors } from '../../parts/errors.ts';
import type { JobField, JobText } from './job-text.ts';

const byName: Record<string, JobField> = {
  name: 'name',
  from: 'fromPath',
  to: 'toPath',
  repository: 'toHost',
  rules: 'rules',
  selection: 'rules',
  marker: 'marker',
  retention: 'length',
  targetHours: 'target',
  ping: 'ping',
  drillDays: 'drill',
};
const ofSchedule: Record<string, JobField> = { at: 'at', days: 'days', minute: 'minute', rule: 'cron', zone: 'zone' };

/** The field of the job form that a refusal of the engine is about, with its words; undefined when it is about none. */
export function refusedJobField(t: Translate, failure: Failure, text: JobText): Errors<JobField> | undefined {
  const field = fieldOf(failure, text);
  if (!field) return undefined;
  const isOpen = failure.facts['reason'] === 'include-last';
  return { [field]: isOpen ? t('job-form.include-last') : fieldSentence(t, failure) };
}

function fieldOf({ kind, facts }: Failure, text: JobText): JobField | undefined {
  switch (kind) {
    case 'name-taken':
      return 'name';
    case 'repository-taken':
    case 'repository-inside-source':
      return 'toPath';
    case 'unknown-host':
      return facts['name'] === text.fromHost ? 'fromHost' : 'toHost';
    case 'invalid': {
      const path = String(facts['field']).split('.');
      const [name = '', index] = path;
      // That a rule cannot be read, or its day never comes, is said of the whole schedule.
      if (name === 'schedule') return ofSchedule[path.at(-1) ?? ''] ?? 'cron';
      const rule = text.rules.find(({ pattern }, place) => (index === undefined ? pattern === facts['value'] : place === Number(index)));
      return name === 'rules' && rule ? `rule ${rule.id}` : byName[name];
    }
    default:
      return undefined;
  }
}
