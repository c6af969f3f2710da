import type { JobStatus, Status } from '../requests.ts';
import { fewNames } from './few-names.ts';
import { formatSpan, type Language } from './format.ts';
import { causeSentence, type Translate } from './sentences.ts';
import { visible } from './visible.ts';

// Of several names each is short; the one job of a sentence is named in full.
const nameLength = 28;

/** How everything stands, as one sentence: over the window, in the tray, in the shell. `now` is epoch ms. */
export function headline(t: Translate, language: Language, { level, jobs }: Pick<Status, 'level' | 'jobs'>, now: number): string {
  if (level === null) return t('headline.none');
  if (level === 'protected') return t('headline.protected', { count: jobs.length });
  const concerned = jobs.filter((job) => job.level === level);
  const [only] = concerned;
  if (only && concerned.length === 1) return oneJob(t, language, only, now);
  const jobNames = fewNames(t, language, concerned, ({ name }) => visible(shortened(name)));
  return t(`headline.${level}`, { count: concerned.length, jobs: jobNames });
}

function shortened(name: string): string {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return letters.length > nameLength
    ? `${letters
        .slice(0, nameLength - 1)
        .join('')
        .trimEnd()}…`
    : name;
}

function oneJob(t: Translate, language: Language, { name, level, last, lastGood }: JobStatus, now: number): string {
  const job = visible(name);
  if (level === 'at-risk')
    return lastGood
      ? t('headline.at-risk-one', { job, age: formatSpan(now - lastGood.endedAt, language) })
      : t('headline.at-risk-new', { job });
  const cause = last ? causeSentence(t, last) : '';
  return cause === '' ? t('headline.attention-plain', { job }) : t('headline.attention-one', { job, cause });
}
