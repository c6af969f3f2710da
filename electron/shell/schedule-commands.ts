import { Refusal } from '../contract/failure.ts';
import type { Due, PauseLength, Rhythm, SkipReason } from '../contract/schedule.ts';
import { formatIn, nextWord, scheduleSentence } from '../contract/words/schedule-words.ts';
import { formatMoment } from '../contract/words/format.ts';
import { visible } from '../contract/words/visible.ts';
import { must, type Shell } from './context.ts';
import { exit, say } from './say.ts';

export type ScheduleOptions = {
  daily?: string;
  weekly?: string;
  hourly?: string;
  monthly?: string;
  cron?: string;
  zone?: string;
  off?: boolean;
};

const here = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Sets when a job is due, or with no option says when it is. */
export async function scheduleJob(shell: Shell, name: string, options: ScheduleOptions): Promise<number> {
  const { engine, t, language } = shell;
  const rhythm = rhythmOf(options);
  if (options.off === true) must(await engine.ask('schedule.set', { name, schedule: null }));
  else if (rhythm) must(await engine.ask('schedule.set', { name, schedule: { rhythm, zone: options.zone ?? null } }));
  else if (options.zone !== undefined) {
    const before = must(await engine.ask('job.show', { name })).job.schedule;
    if (!before) throw new Refusal('invalid', { field: 'zone', reason: 'no-schedule' });
    must(await engine.ask('schedule.set', { name, schedule: { rhythm: before.rhythm, zone: options.zone } }));
  }
  const { job } = must(await engine.ask('job.show', { name }));
  const { schedule } = job;
  if (!schedule) {
    say(shell, { schedule: null, next: [] }, [t('schedule.none', { job: visible(name) })]);
    return exit.ok;
  }
  const { next } = must(await engine.ask('schedule.preview', { rhythm: schedule.rhythm, zone: schedule.zone }));
  say(shell, { schedule, next }, [
    t('schedule.line', { job: visible(name), schedule: scheduleSentence(t, language, schedule, here()) }),
    ...next.map((at) => t('schedule.next', { when: formatIn(schedule.zone, at, Date.now(), language) })),
  ]);
  return exit.ok;
}

/** What the options say; what cannot be read is left to the contract, which refuses it in words. */
function rhythmOf({ daily, weekly, hourly, monthly, cron }: ScheduleOptions): Rhythm | undefined {
  if (daily !== undefined) return { kind: 'daily', at: daily };
  if (cron !== undefined) return { kind: 'cron', rule: cron };
  if (hourly !== undefined) {
    const [hours = '', minute = '0'] = hourly.split(':');
    return { kind: 'hourly', every: Number(hours), minute: Number(minute) };
  }
  if (weekly !== undefined) {
    const [days = '', at = ''] = weekly.split('@');
    return { kind: 'weekly', days: days.split(',').flatMap(weekdays), at };
  }
  if (monthly !== undefined) {
    const [day = '', at = ''] = monthly.split('@');
    return { kind: 'monthly', day: day === 'last' ? 'last' : Number(day), at };
  }
  return undefined;
}

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `mon`, or `mon-fri`. */
function weekdays(text: string): number[] {
  const [first = '', last = first] = text.trim().toLowerCase().split('-');
  const [from, to] = [names.indexOf(first) + 1, names.indexOf(last) + 1];
  if (from === 0 || to < from) return [0];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const lengths: Record<string, PauseLength> = { '1h': '1h', '4h': '4h', tomorrow: 'tomorrow', resumed: 'resumed' };

/** Pauses a job, or all of them. */
export async function pauseJobs(shell: Shell, name: string | undefined, length: string): Promise<number> {
  const chosen = lengths[length];
  if (!chosen) throw new Refusal('invalid', { field: 'for', reason: 'pause-length' });
  const pause = must(await shell.engine.ask('pause.set', { name: name ?? null, length: chosen }));
  const word = `pause.set${name === undefined ? '-all' : ''}${pause.until === null ? '-until-resumed' : ''}` as const;
  const when = pause.until === null ? '' : formatMoment(pause.until, Date.now(), shell.language);
  say(shell, pause, [shell.t(word, { job: visible(name ?? ''), when })]);
  return exit.ok;
}

/** Ends the pause of a job, or that of all, and says what still holds them. */
export async function resumeJobs(shell: Shell, name: string | undefined): Promise<number> {
  const { engine, t, language } = shell;
  const answer = must(await engine.ask('pause.end', { name: name ?? null }));
  const { jobs } = must(await engine.ask('status', {}));
  const held = jobs.filter((job) => job.pause && (name === undefined || job.name === name));
  say(shell, answer, [
    name === undefined ? t('pause.ended-all') : t('pause.ended', { job: visible(name) }),
    ...held.map((job) => `  ${visible(job.name)}: ${nextWord(t, language, job, Date.now())}`),
  ]);
  return exit.ok;
}

/** What is due next, and what became of the last time. */
export async function showDue(shell: Shell): Promise<number> {
  const due = must(await shell.engine.ask('schedule.due', {}));
  say(shell, due, due.length === 0 ? [shell.t('due.none')] : due.flatMap((each) => dueLines(shell, each)));
  return exit.ok;
}

function dueLines({ t, language }: Shell, { job, next, slot, waitsFor, pausedUntil }: Due): string[] {
  const moment = (at: number) => formatMoment(at, Date.now(), language);
  const reason = (why: SkipReason | null) => (why === null ? '' : t(`skip.${why}`));
  const when =
    pausedUntil === 'resumed'
      ? t('due.paused-until-resumed')
      : pausedUntil !== null
        ? t('due.paused', { when: moment(pausedUntil) })
        : next === null
          ? t('due.no-schedule')
          : moment(next);
  const what = !slot
    ? ''
    : waitsFor
      ? t(`due.waits-${waitsFor}`)
      : slot.state === 'skipped'
        ? t('due.skipped', { reason: reason(slot.reason) })
        : slot.state === 'waiting'
          ? t('due.waits-moment')
          : t(slot.caughtUp ? 'due.caught-up' : 'due.started', { run: slot.run ?? '', reason: reason(slot.reason) });
  return [t('due.line', { job: visible(job), when }), ...(slot ? [t('due.last', { when: moment(slot.at), what })] : [])];
}
