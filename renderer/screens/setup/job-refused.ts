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
};

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
      const [name = '', index] = String(facts['field']).split('.');
      const rule = text.rules.find(({ pattern }, place) => (index === undefined ? pattern === facts['value'] : place === Number(index)));
      return name === 'rules' && rule ? `rule ${rule.id}` : byName[name];
    }
    default:
      return undefined;
  }
}
