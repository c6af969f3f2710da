import type { JobStatus } from '../contract/requests.ts';
import { formatAge, formatTime } from '../contract/words/format.ts';
import { headline } from '../contract/words/headline.ts';
import { nextWord } from '../contract/words/schedule-words.ts';
import { provenLine } from '../contract/words/restore-lines.ts';
import { causeSentence, outcomeWord } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';
import { must, type Shell } from './context.ts';
import { exit, say } from './say.ts';

// Each state has a shape of its own, so that it is told without colour.
const glyphs = { protected: '✓', attention: '△', 'at-risk': '✗', working: '…' } as const;

/** How every job stands, headline first. */
export async function showStatus(shell: Shell): Promise<number> {
  const status = must(await shell.engine.ask('status', {}));
  const { t } = shell;
  const notices = status.notices.map(({ kind, facts }) => t(`notice.${kind}`, facts));
  if (!shell.json) for (const notice of notices) process.stderr.write(`modosu: ${notice}\n`);
  const hint = status.jobs.length === 0 ? [t('status.hint-add')] : [];
  const sentence = headline(t, shell.language, status, Date.now());
  say(shell, { headline: sentence, ...status }, [sentence, ...status.jobs.flatMap((job) => jobLines(shell, job)), ...hint]);
  return exit.ok;
}

function jobLines({ t, language }: Shell, job: JobStatus): string[] {
  const state = job.active ? 'working' : job.level;
  const good = job.lastGood;
  const passed = Date.now() - (good?.endedAt ?? 0);
  const age = good
    ? t('status.last-good', { age: passed < 60_000 ? t('age.now') : formatAge(passed, language), time: formatTime(good.endedAt, language) })
    : t('status.never');
  const { last } = job;
  const cause = last ? causeSentence(t, last) : '';
  return [
    `${glyphs[state]} ${visible(job.name)}  ${t(`level.${state}`)}  ${visible(`${job.from} → ${job.to}`)}  ${age}`,
    ...(job.pause || job.next !== null ? [`    ${nextWord(t, language, job, Date.now())}`] : []),
    ...(job.proven ? [`    ${provenLine(t, language, job.proven, Date.now())}`] : []),
    ...(last && cause !== '' ? [`    ${t('status.last-run', { sentence: `${outcomeWord(t, last)}, ${cause}` })}`] : []),
  ];
}
