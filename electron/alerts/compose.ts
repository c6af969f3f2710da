import type { Incident } from '../contract/incident.ts';
import type { Run } from '../contract/run.ts';
import { formatBytes, formatDuration, formatMoment, formatNumber, formatSpan, formatTimeExact } from '../contract/words/format.ts';
import { incidentFix, incidentSentence, type Saying } from '../contract/words/incident-words.ts';
import { visible } from '../contract/words/visible.ts';

/** A mail as it is queued; the subject is one line. */
export type Mail = { subject: string; text: string };

/** The job that a mail is about. */
export type About = { name: string; from: string; to: string; lastGood: Run | undefined; run: Run | undefined };

const linesShown = 40;
const lineLength = 500;
const longest = 60_000;
/** Of a subject as it is shown; mail programs cut what is longer (RFC 5322, 2.1.1 allows 998 octets a line). */
const subjectLength = 180;

/** What happened, since when, the last good session, what to do, and what rdiff-backup said last. */
export function alertMail(saying: Saying, incident: Incident, about: About | undefined, machine: string): Mail {
  const { t } = saying;
  const fix = incidentFix(t, incident, about?.run, 'text');
  return {
    subject: subject(about, t(`incident-word.${incident.cause}`)),
    text: body(
      machine,
      saying,
      incidentSentence(saying, incident, about?.run),
      rows(saying, about, incident.openedAt),
      fix === '' ? '' : `${t('mail.what-to-do')}\n${fix}`,
      about?.run ? tail(saying, about.run) : '',
    ),
  };
}

/** One mail a day about what goes on, and how often it happened again. Without a job it is about the program itself. */
export function digestMail(saying: Saying, times: number, open: readonly Incident[], about: About | undefined, machine: string): Mail {
  const { t, language } = saying;
  const again = t('mail.digest', { count: times });
  const words = new Intl.ListFormat(language, { type: 'conjunction' }).format(open.map(({ cause }) => t(`incident-word.${cause}`)));
  const job = about ? visible(about.name) : 'Modosu';
  return {
    subject: subject(about, times > 0 ? again : t('mail.still', { words })),
    text: body(
      machine,
      saying,
      times > 0 ? t('mail.digest-text', { job, again }) : t('mail.still-text', { job }),
      open.map((incident) => `- ${incidentSentence(saying, incident, incident.run === about?.run?.id ? about.run : undefined)}`).join('\n'),
      rows(saying, about, null),
      t('mail.digest-end'),
    ),
  };
}

/** The good news after bad ones. Without a job it is about the program itself. */
export function recoveryMail(saying: Saying, since: number, about: About | undefined, machine: string): Mail {
  const { t, language, now } = saying;
  const when = formatMoment(since, now, language);
  const text = about ? t('mail.recovered-text', { job: visible(about.name), when }) : t('mail.recovered-program', { when });
  return {
    subject: subject(about, t(about ? 'mail.recovered' : 'mail.runs-again')),
    text: body(machine, saying, text, rows(saying, about, null)),
  };
}

/** The mail after each good run, where somebody wants it. */
export function successMail(saying: Saying, run: Run, about: About, machine: string): Mail {
  const { t, language } = saying;
  const { session } = run;
  const numbers = session
    ? t('mail.numbers', {
        files: formatNumber(session.files, language),
        bytes: formatBytes(session.bytes, language),
        newFiles: formatNumber(session.newFiles, language),
        changedFiles: formatNumber(session.changedFiles, language),
        deletedFiles: formatNumber(session.deletedFiles, language),
        increment: formatBytes(session.incrementBytes, language),
        duration: formatDuration(session.seconds * 1000, language),
      })
    : '';
  const text = t('mail.succeeded-text', { job: visible(about.name) });
  return { subject: subject(about, t('mail.succeeded')), text: body(machine, saying, text, numbers, rows(saying, about, null)) };
}

/** One line: `[modosu] web1 → /backup: failed`. Of a long place the end says more than the beginning. */
export function subject(about: Pick<About, 'name' | 'to'> | undefined, word: string): string {
  if (!about) return `[modosu] ${word}`;
  const [before, to, after] = [`[modosu] ${visible(about.name)} → `, visible(about.to), `: ${word}`];
  const room = Math.max(20, subjectLength - before.length - after.length);
  return `${before}${to.length > room ? `…${to.slice(1 - room)}` : to}${after}`;
}

/** The parts of a mail, an empty line between them, and whose mail it is. */
export function body(machine: string, { t }: Saying, ...parts: string[]): string {
  const text = parts.filter((part) => part !== '').join('\n\n');
  const cut = text.length > longest ? `${text.slice(0, longest)}\n${t('mail.cut')}` : text;
  return `${cut}\n\n-- \n${t('mail.foot', { machine: visible(machine) })}\n`;
}

function rows(saying: Saying, about: About | undefined, since: number | null): string {
  const { t } = saying;
  if (!about) return since === null ? '' : `${t('mail.since')}: ${moment(saying, since)}`;
  const good = about.lastGood?.endedAt ?? null;
  return [
    ...(since === null ? [] : [[t('mail.since'), moment(saying, since)] as const]),
    [t('mail.last-good'), good === null ? t('mail.no-good') : moment(saying, good)] as const,
    [t('mail.from'), visible(about.from)] as const,
    [t('mail.to'), visible(about.to)] as const,
    ...(about.run ? [[t('mail.run'), String(about.run.id)] as const] : []),
  ]
    .map(([label, text]) => `${label}: ${text}`)
    .join('\n');
}

const moment = ({ t, language, now }: Saying, at: number): string =>
  t('mail.moment', { time: formatTimeExact(at, language), span: formatSpan(Math.max(0, now - at), language) });

function tail({ t }: Saying, { evidence }: Run): string {
  const lines = (evidence?.tail ?? []).slice(-linesShown).map((line) => `  ${visible(line.replace(/\r$/, '').slice(0, lineLength))}`);
  return lines.length === 0 ? '' : `${t('mail.last-lines')}\n${lines.join('\n')}`;
}
