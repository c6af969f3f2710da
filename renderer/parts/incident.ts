import type { Incident } from '../../electron/contract/incident.ts';
import type { JobStatus, Level, Status } from '../../electron/contract/requests.ts';
import { formatMoment, formatSpan } from '../../electron/contract/words/format.ts';
import { causeSentence } from '../../electron/contract/words/sentences.ts';
import { visible } from '../../electron/contract/words/visible.ts';
import { useWords } from '../words/words.tsx';
import { useNow } from './now.ts';

/** Something that needs a person: an incident with the job it is about, or a job that has none and yet is not protected. */
export type Matter = { incident: Incident; job: JobStatus | undefined } | { incident: null; job: JobStatus };

/** Everything that needs a person: the incidents, newest first, then the jobs that are not protected without one. */
export function mattersOf({ jobs, incidents }: Pick<Status, 'jobs' | 'incidents'>): Matter[] {
  const open = incidents
    .toSorted((a, b) => b.openedAt - a.openedAt || b.id - a.id)
    .map((incident) => ({ incident, job: jobs.find((job) => isAbout(incident, job)) }));
  const silent = jobs
    .filter((job) => job.level !== 'protected' && !job.active && !open.some((each) => each.job === job))
    .toSorted((a, b) => (b.last?.endedAt ?? Infinity) - (a.last?.endedAt ?? Infinity));
  return [...open, ...silent.map((job) => ({ incident: null, job }))];
}

/** A job that was renamed a moment ago is known by its runs. */
const isAbout = ({ job, jobName }: Incident, { name, last }: JobStatus): boolean =>
  job !== null && (last ? last.job === job : name === jobName);

/** How bad it is: whether nothing new is kept, or what is kept is not as it should be. */
export function levelOfIncident({ cause }: Incident, job: JobStatus | undefined): Level {
  if (['overdue', 'never-ran', 'paused', 'engine-quiet', 'host-key', 'stuck'].includes(cause)) return 'at-risk';
  const isAboutBackups = !['disk-filling', 'removal', 'drill-failed', 'drill-overdue'].includes(cause);
  return isAboutBackups && job?.level === 'at-risk' ? 'at-risk' : 'attention';
}

/** What is wrong with a job that has no incident, as the end of a sentence that begins with its name. */
export function useSilentTrouble({ last, lastGood, level }: JobStatus): string {
  const { t, language } = useWords();
  const now = useNow();
  if (!last?.outcome) return t('inbox.never');
  const bad = last.outcome.kind !== 'ok' && last.outcome.kind !== 'recovered' && !last.accepted;
  if (!bad && level === 'at-risk' && lastGood) return t('inbox.late', { age: formatSpan(now - lastGood.endedAt, language) });
  const facts = { when: visible(formatMoment(last.endedAt ?? now, now, language)), cause: causeSentence(t, last) };
  return t(`inbox.${last.outcome.kind}`, facts);
}
