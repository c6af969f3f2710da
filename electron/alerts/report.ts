import type { Saying } from '../contract/words/incident-words.ts';
import type { JobStatus } from '../contract/requests.ts';
import { formatBytes, formatDay, formatMoment, formatNumber, formatTimeExact } from '../contract/words/format.ts';
import { visible } from '../contract/words/visible.ts';
import { body, type Mail } from './compose.ts';

/** One job in the report of a week. Bytes of growth; epoch ms. */
export type Week = { status: JobStatus; sessions: number; failures: number; growth: number };

/** How a week went, job by job. */
export function reportMail(saying: Saying, weeks: readonly Week[], machine: string): Mail {
  const { t, language, now } = saying;
  const troubled = weeks.filter(({ status }) => status.level !== 'protected').length;
  const day = formatDay(now, language);
  return {
    subject: troubled === 0 ? t('report.subject-fine', { day }) : t('report.subject-trouble', { day, count: troubled }),
    text: body(machine, saying, ...(weeks.length === 0 ? [t('report.none')] : weeks.map((week) => paragraph(saying, week)))),
  };

  function paragraph({ t, language }: Saying, { status, sessions, failures, growth }: Week): string {
    const { name, level, lastGood, next } = status;
    const rows = [
      [t('report.sessions'), formatNumber(sessions, language)],
      [t('report.failures'), formatNumber(failures, language)],
      [t('mail.last-good'), lastGood ? formatTimeExact(lastGood.endedAt, language) : t('mail.no-good')],
      [t('report.growth'), formatBytes(growth, language)],
      [t('report.next'), next === null ? t('report.no-next') : formatMoment(next, now, language)],
    ];
    return [
      t('report.job', { job: visible(name), level: t(`level.${level}`) }),
      ...rows.map(([label, text]) => `  ${label}: ${text}`),
    ].join('\n');
  }
}

/** The Monday 08:00 (epoch ms, by this machine's clock) at or before a moment: when the report of the week before is due. */
export function reportDue(now: number): number {
  const due = new Date(now);
  due.setHours(8, 0, 0, 0);
  due.setDate(due.getDate() - ((due.getDay() + 6) % 7));
  if (due.getTime() > now) due.setDate(due.getDate() - 7);
  return due.getTime();
}
