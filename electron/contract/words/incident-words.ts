import type { Incident } from '../incident.ts';
import type { Run } from '../run.ts';
import { serverFacts } from './mail-words.ts';
import { formatBytes, formatMoment, formatSpan, type Language } from './format.ts';
import { adviceSentence, causeSentence, fixSentence, type Translate } from './sentences.ts';
import { en, type Word } from './en.ts';
import { visible } from './visible.ts';

/** What is said in: words, language, and the moment (epoch ms) from which ages count. */
export type Saying = { t: Translate; language: Language; now: number };

const isWord = (key: string): key is Word => key in en || `${key}_other` in en;
const number = (fact: string | number | undefined): number => (typeof fact === 'number' ? fact : 0);

/** An incident as a sentence. `run` is the one that the incident names. */
export function incidentSentence({ t, language, now }: Saying, { cause, jobName, facts }: Incident, run: Run | undefined): string {
  const job = visible(jobName ?? '');
  switch (cause) {
    case 'overdue':
    case 'never-ran':
    case 'paused':
    case 'drill-overdue':
      return t(`incident.${cause}`, { job, age: formatSpan(Math.max(0, now - number(facts['since'])), language) });
    case 'disk-filling': {
      const free = formatBytes(number(facts['free']), language);
      if (facts['days'] === undefined) return t('incident.disk-full', { job, free });
      return t('incident.disk-filling', { job, free, span: formatSpan(number(facts['days']) * 86_400_000, language) });
    }
    case 'engine-quiet':
      return t('incident.engine-quiet', { when: formatMoment(number(facts['since']), now, language) });
    case 'alerts-stuck':
      return t('incident.alerts-stuck', { count: number(facts['count']), cause: visible(mailTrouble(t, facts)) });
    default: {
      const said = run ? causeSentence(t, run) : '';
      return said === '' ? t('incident.plain', { job }) : t(`incident.${cause}`, { job, cause: said });
    }
  }
}

/** What to do about it. In a window buttons stand for commands. */
export function incidentFix(t: Translate, { cause }: Incident, run: Run | undefined, where: 'window' | 'text'): string {
  const key = `incident-fix.${cause}`;
  if (isWord(key)) return t(key);
  if (!run) return '';
  return where === 'window' ? adviceSentence(t, run) : fixSentence(t, run);
}

function mailTrouble(t: Translate, facts: Incident['facts']): string {
  const key = `mail-trouble.${String(facts['trouble'])}`;
  const known = serverFacts(facts);
  return isWord(key) ? t(key, known) : (known['line'] ?? '');
}
