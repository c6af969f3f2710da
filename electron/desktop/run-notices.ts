import type { Engine } from '../engine.ts';
import { isGreen } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import { formatSentences, type Language } from '../contract/words/format.ts';
import { reportAdvice, reportSentence } from '../contract/words/report-words.ts';
import { adviceSentence, causeSentence, outcomeWord, type Translate } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';

/** Something that a person is told at once, about one run. */
export type Notice = {
  run: number;
  /** The job's id: a job has one notification at a time. */
  job: string;
  title: string;
  body: string;
  /** A critical one stays until it is dismissed. */
  urgency: 'critical' | 'normal';
  /** The words for going to the run. */
  action: string;
};

/** The runs of the same job before a run, newest first. */
export type RunsBefore = (run: Run) => Promise<readonly Run[]>;

type Options = { words: () => Translate; language: () => Language; wanted: () => Promise<boolean>; before: RunsBefore };

/** Decides what a change of a run is worth telling: it leads to one notice at most. Removals and drills are told as incidents. */
export function createRunNotices({ words, language, wanted, before }: Options) {
  const told = new Set<number>();
  return async (run: Run): Promise<Notice | undefined> => {
    if (run.action === 'remove' || run.action === 'drill' || run.state !== 'done' || !run.outcome || told.has(run.id)) return undefined;
    told.add(run.id);
    if (!(await wanted())) return undefined;
    return run.action === 'backup' ? noticeOf(words(), run, before) : noticeOfReport(words(), language(), run, run.action);
  };
}

/** The notice about an ended restore, undo or verification, for which somebody waits; none when a person cancelled it. */
function noticeOfReport(t: Translate, language: Language, run: Run, action: 'restore' | 'undo' | 'verify'): Notice | undefined {
  const kind = run.outcome?.kind ?? 'cancelled';
  if (kind === 'cancelled') return undefined;
  const common = { run: run.id, job: run.job, action: t('alert.open') };
  const job = visible(run.jobName);
  const said = shortened(reportSentence(t, language, run));
  if (isGreen(kind)) return { ...common, title: t(`alert.done-${action}`, { job }), body: said, urgency: 'normal' };
  const title = t(`alert.bad-${action}`, { job, outcome: outcomeWord(t, run) });
  return { ...common, title, body: formatSentences([said, shortened(reportAdvice(t, run))], language), urgency: 'critical' };
}

/** The notice about an ended backup; none for one that a person cancelled or accepted, and for good news after good news. */
export async function noticeOf(t: Translate, run: Run, before: RunsBefore): Promise<Notice | undefined> {
  const kind = run.outcome?.kind ?? 'cancelled';
  if (kind === 'cancelled' || run.accepted) return undefined;
  const job = visible(run.jobName);
  const common = { run: run.id, job: run.job, action: t('alert.open') };
  if (kind === 'ok' || kind === 'recovered') {
    const last = (await before(run)).find(({ action, outcome }) => action === 'backup' && outcome && outcome.kind !== 'cancelled');
    if (!last?.outcome || isGreen(last.outcome.kind) || last.accepted) return undefined;
    const cause = shortened(causeSentence(t, last));
    const body = cause === '' ? t('alert.recovered-plain') : t('alert.recovered-body', { cause });
    return { ...common, title: t('alert.recovered', { job }), body, urgency: 'normal' };
  }
  const body = t('alert.body', { cause: shortened(capital(causeSentence(t, run))), fix: shortened(adviceSentence(t, run)) });
  return { ...common, title: t(`alert.${kind}`, { job }), body, urgency: 'critical' };
}

/** Asks the engine for the last runs before one; a job that is gone has none. */
export const runsBefore =
  (engine: Pick<Engine, 'ask'>): RunsBefore =>
  async ({ jobName, id }) => {
    const reply = await engine.ask('run.list', { name: jobName, limit: 20, before: id });
    return reply.ok ? reply.value : [];
  };

// The catalogue writes causes to follow a colon; here one begins the sentence.
const capital = (sentence: string): string =>
  sentence.replace(/^(?:the|one|another|access|you)\b/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

const longest = 250;
const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
