import type { RestoreOrder } from '../contract/restore.ts';
import type { Run } from '../contract/run.ts';
import { formatNumber, formatSentences, formatTimeExact } from '../contract/words/format.ts';
import type { Saying } from '../contract/words/incident-words.ts';
import { isCutOff, reportAdvice, reportSentence } from '../contract/words/report-words.ts';
import { asideLines, countedLines, damagedLines, type Lines } from '../contract/words/restore-lines.ts';
import { fixSentence, outcomeWord } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';
import { body, subject, type Mail } from './compose.ts';

const damagedNamed = 100;
const pathsNamed = 20;
/** With all names as long as this a mail is still whole. */
const nameLength = 300;

/** The report of a run that restored, put back, verified or tried, where somebody wants it. */
export function restoreMail(saying: Saying, run: Run, machine: string): Mail {
  const { t, language } = saying;
  const { report } = run;
  const when = (session: number) => formatTimeExact(session * 1000, language);
  const lines: Lines = { t, language, when, path: shownName };
  const advice = isCutOff(run) ? reportAdvice(t, run) : fixSentence(t, run);
  return {
    subject: subject(
      { name: run.jobName, to: report?.to ?? run.to },
      t('restore-mail.subject', { action: t(`action.${run.action}`), outcome: outcomeWord(t, run) }),
    ),
    text: body(
      machine,
      saying,
      formatSentences([reportSentence(t, language, run), advice], language),
      rows(lines, run).join('\n'),
      report ? countedLines(lines, run.action, report).join('\n') : '',
      report ? asideLines(lines, run, report).join('\n') : '',
      report ? damagedPart(lines, report) : '',
    ),
  };
}

/** What it was about, as of which session, from where and to where. */
function rows(lines: Lines, run: Run): string[] {
  const { t } = lines;
  const { action, restore, report } = run;
  const session = report?.session ?? restore?.session;
  const isPlaced = action === 'restore' || action === 'undo';
  return [
    ...(restore && action !== 'undo' ? [[t('restored.what'), chosen(lines, restore)] as const] : []),
    ...(session === undefined ? [] : [[t('restored.of-session'), lines.when(session)] as const]),
    [t('restore-mail.from'), visible(run.from)] as const,
    ...(isPlaced ? [[t('restore-mail.to'), visible(report?.to ?? run.to)] as const] : []),
    [t('mail.run'), String(run.id)] as const,
  ].map(([label, text]) => `${label}:${text.startsWith('\n') ? '' : ' '}${text}`);
}

/** What was to be restored: in a word, by its name, or one name a line. */
function chosen({ t, language, path }: Lines, { paths, drill }: RestoreOrder): string {
  if (drill === 'sample') return t('restored.sample');
  if (paths.length === 0 || paths.includes('')) return t('restored.everything');
  const named = paths.slice(0, pathsNamed).map(path);
  if (paths.length === 1) return named.join('');
  const rest = paths.length - named.length;
  const more = rest > 0 ? [t('restored.more-paths', { count: rest, formatted: formatNumber(rest, language) })] : [];
  return [...named, ...more].map((line) => `\n  ${line}`).join('');
}

function damagedPart(lines: Lines, report: NonNullable<Run['report']>): string {
  const { damagedCount: count } = report;
  if (count === 0) return '';
  const title = lines.t('restored.damaged', { count, formatted: formatNumber(count, lines.language) });
  return [title, ...damagedLines(lines, report, damagedNamed).map((line) => `  ${line}`)].join('\n');
}

/** A name as it may be printed. Of a long one the end says more than the beginning. */
function shownName(path: string): string {
  const letters = Array.from(visible(path));
  return letters.length > nameLength ? `…${letters.slice(1 - nameLength).join('')}` : letters.join('');
}
