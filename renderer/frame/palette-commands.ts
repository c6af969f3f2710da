import type { Hit } from '../../electron/contract/history.ts';
import type { JobStatus, Status } from '../../electron/contract/requests.ts';
import { PauseLength } from '../../electron/contract/schedule.ts';
import type { Target } from '../../electron/contract/wire.ts';
import type { Translate } from '../../electron/contract/words/sentences.ts';

/** What a line of the palette does. `ask-pause` asks for how long first; a pause of the job `null` is that of all. */
export type Command =
  | { do: 'open'; target: Target }
  | { do: 'start' | 'verify' | 'drill' | 'resume'; job: string }
  | { do: 'cancel'; job: string; run: number }
  | { do: 'ask-pause'; job: string | null }
  | { do: 'pause'; job: string | null; length: PauseLength }
  | { do: 'resume-all' };
export type Line = { id: string; said: string; command: Command };

/** The line of the palette for something that was found in a backup; at the newest session where it is still there. */
export const hitLine = ({ job, path, lastSeen, isNow }: Hit): Line => ({
  id: `file ${job} ${lastSeen} ${path}`,
  said: path,
  command: { do: 'open', target: { screen: 'history', job, at: isNow ? null : lastSeen, path } },
});

/** The second thing to do with what was found: bringing it back, as it was there last. */
export const restoreOf = ({ job, path, lastSeen, isNow }: Hit): Target => ({
  screen: 'restore',
  job,
  at: isNow ? null : lastSeen,
  paths: [path],
});

/** Whether a line of the palette stands for something that the engine has found: no letters of its name need to be those that were typed. */
export const isHitLine = (id: string): boolean => id.startsWith('file ');

const line = (said: string, command: Command): Line => ({ id: JSON.stringify(command), said, command });

/** Everything that can be done from here: job by job, with all of them, and the ways to the other screens. */
export function commandsFor(t: Translate, { jobs, pause }: Pick<Status, 'jobs' | 'pause'>): { ofJobs: Line[]; others: Line[] } {
  const places: [string, Target][] = [
    [t('nav.overview'), { screen: 'overview' }],
    [t('nav.hosts'), { screen: 'hosts' }],
    [t('nav.settings'), { screen: 'settings' }],
    [t('nav.add-job'), { screen: 'welcome' }],
  ];
  const others = [
    ...(pause ? [line(t('help.resume-all'), { do: 'resume-all' })] : []),
    ...(!pause && jobs.length > 0 ? [line(t('pause-all.menu'), { do: 'ask-pause', job: null })] : []),
    ...places.map(([said, target]) => line(said, { do: 'open', target })),
  ];
  return { ofJobs: jobs.flatMap((job) => ofJob(t, job)), others };
}

function ofJob(t: Translate, { name: job, active, pause }: JobStatus): Line[] {
  return [
    active
      ? line(t(`palette-cancel.${active.action}`, { job }), { do: 'cancel', job, run: active.id })
      : line(t('palette.run', { job }), { do: 'start', job }),
    line(t('door.job', { job }), { do: 'open', target: { screen: 'restore', job, at: null, paths: [] } }),
    line(t('palette.browse', { job }), { do: 'open', target: { screen: 'history', job, at: null, path: '' } }),
    line(t('palette.verify', { job }), { do: 'verify', job }),
    line(t('palette.drill', { job }), { do: 'drill', job }),
    // The pause of all is not a job's own to end.
    ...(pause?.job === null
      ? []
      : [pause ? line(t('palette.resume', { job }), { do: 'resume', job }) : line(t('palette.pause', { job }), { do: 'ask-pause', job })]),
  ];
}

/** How long a job, or all of them, can be paused. */
export const lengthsFor = (t: Translate, job: string | null): Line[] =>
  PauseLength.options.map((length) => {
    const words = { length: t(`pause.${length}`) };
    return line(job === null ? t('palette.pause-all-for', words) : t('palette.pause-for', { job, ...words }), { do: 'pause', job, length });
  });
