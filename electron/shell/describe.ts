import { isGreen } from '../contract/outcome.ts';
import type { HostVerdict, JobView } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';
import { formatBytes, formatDuration, formatNumber, formatTime } from '../contract/words/format.ts';
import { reportLines } from '../contract/words/restore-lines.ts';
import { causeSentence, fixSentence, outcomeWord, readingSentence } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';
import type { Shell } from './context.ts';
import { linesOf } from './past-lines.ts';
import { exit } from './say.ts';

/** The numbers of a run's session in one line. */
export function sessionLine({ t, language }: Shell, run: Run): string[] {
  const { session } = run;
  if (!session) return [];
  const number = (value: number) => formatNumber(value, language);
  return [
    `  ${t('result.numbers', {
      files: number(session.files),
      bytes: formatBytes(session.bytes, language),
      newFiles: number(session.newFiles),
      changedFiles: number(session.changedFiles),
      deletedFiles: number(session.deletedFiles),
      increment: formatBytes(session.incrementBytes, language),
      seconds: formatDuration(session.seconds * 1000, language),
    })}`,
  ];
}

/** What a run came to: the outcome, why, what to do, the numbers, the files that are missing, the technical line. */
export function describeRun(shell: Shell, run: Run): string[] {
  const { t } = shell;
  const cause = causeSentence(t, run);
  const fix = fixSentence(t, run);
  const files = run.evidence?.notSaved.slice(0, 10).map(({ path, reason }) => `    ${visible(path)}: ${visible(reason)}`) ?? [];
  const decisive = run.outcome && !isGreen(run.outcome.kind) ? run.evidence?.decisive : null;
  return [
    resultLine(shell, run) + (cause === '' ? '' : ` — ${t('result.because', { cause })}`),
    ...(fix === '' ? [] : [`  ${fix}`]),
    ...sessionLine(shell, run),
    ...reportLines(linesOf(shell), run).map((line) => `  ${line}`),
    ...files,
    ...(decisive ? [`  | ${visible(decisive)}`] : []),
  ];
}

/** What was done, unless it was a backup, and how it ended. */
function resultLine({ t }: Shell, run: Run): string {
  const facts = { job: visible(run.jobName), outcome: outcomeWord(t, run) };
  return run.action === 'backup' ? t('result.line', facts) : t('result.action', { ...facts, action: t(`action.${run.action}`) });
}

/** The exit code that tells a script what a run came to. */
export function exitOf(run: Run): number {
  switch (run.outcome?.kind) {
    case 'ok':
    case 'recovered':
      return exit.ok;
    case 'incomplete':
      return exit.attention;
    case 'suspicious':
      return run.accepted ? exit.ok : exit.attention;
    case 'busy':
      return exit.busy;
    default:
      return exit.failed;
  }
}

/** One line of the list of runs. */
export function runLine({ t, language }: Shell, run: Run): string {
  const seconds = run.startedAt !== null && run.endedAt !== null ? formatDuration(run.endedAt - run.startedAt, language) : '';
  const cause = causeSentence(t, run);
  const action = run.action === 'backup' ? '' : `  ${t(`action.${run.action}`)}`;
  const adopted = run.adopted ? ` [${t('runs.adopted')}]` : '';
  return `${String(run.id).padStart(5)}  ${formatTime(run.startedAt ?? run.queuedAt, language)}  ${visible(run.jobName)}${action}  ${outcomeWord(t, run)}${cause === '' ? '' : `: ${cause}`}${adopted}  ${seconds}`.trimEnd();
}

/** The answer of a host test. */
export function describeVerdict({ t, language }: Shell, verdict: HostVerdict): string[] {
  const facts = { ...verdict.facts, host: verdict.host };
  if (verdict.verdict !== 'ok') {
    const keys = verdict.seen
      ? [t('host.keys', { pinned: verdict.pinned, seen: `${verdict.seen.fingerprint} (${verdict.seen.hostKey.type})` })]
      : [];
    return [
      t('host.not-ok', { host: verdict.host, cause: t(`cause.${verdict.verdict}`, facts) }),
      ...keys,
      `  ${t(`fix.${verdict.verdict}`, facts)}`,
    ];
  }
  const reading = describeReading({ t }, verdict);
  if (verdict.restricted) return [t('host.restricted', facts), ...reading];
  const disks = verdict.space.map(({ mount, free, size }) =>
    t('host.space', { mount: visible(mount), free: formatBytes(free, language), size: formatBytes(size, language) }),
  );
  return [t('host.ok', { ...facts, there: verdict.versionThere ?? '?', here: verdict.versionHere ?? '–' }), ...disks, ...reading];
}

/** Whether files can be read there; if not, what helps. */
function describeReading({ t }: Pick<Shell, 't'>, verdict: HostVerdict): string[] {
  const { reading, host } = verdict;
  if (!reading) return [];
  const lines = [readingSentence(t, verdict)];
  if (reading.verdict !== 'ok' && reading.keyLine !== null)
    lines.push(t('reading.line', { user: String(reading.facts['user']) }), `  ${reading.keyLine}`);
  if (reading.verdict === 'restricted' && reading.keyLine === null) lines.push(t('host.make-read-key', { host }));
  return lines.map((line) => `  ${line}`);
}

/** A job with everything that was set. */
export function describeJob({ t }: Shell, { job, from, to, command }: JobView): string[] {
  const rows: [string, string][] = [
    [t('job.from'), from],
    [t('job.to'), to],
    [t('job.keeps'), job.retention ?? t('job.for-ever')],
    [t('job.one-file-system'), t(job.oneFileSystem ? 'job.left-out' : 'job.included')],
    ...(job.marker === null ? [] : ([[t('job.marker'), job.marker]] as [string, string][])),
    ...job.selection.map(({ action, pattern }): [string, string] => [t('job.selection'), `${action === 'include' ? '+' : '-'} ${pattern}`]),
    [t('job.command'), command],
  ];
  return [visible(job.name), ...rows.map(([label, value]) => `  ${label}: ${visible(value)}`)];
}
