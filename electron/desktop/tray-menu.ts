import type { JobStatus, Level, Status } from '../contract/requests.ts';
import type { PauseLength } from '../contract/schedule.ts';
import type { Target } from '../contract/wire.ts';
import { formatAge, formatMoment, type Language } from '../contract/words/format.ts';
import { headline } from '../contract/words/headline.ts';
import type { Translate } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';

/** The five states, each with an icon of its own shape. */
export type IconState = Level | 'working' | 'paused';

/** What a menu item does when it is chosen. */
export type TrayAction =
  | { do: 'open'; target?: Target }
  | { do: 'start-run'; job: string }
  | { do: 'cancel-run'; job: string; run: number }
  | { do: 'pause'; length: PauseLength }
  | { do: 'resume'; job: string | null }
  | { do: 'quit' };

/** A line of the menu; one without an action can only be read. */
export type MenuEntry =
  | { kind: 'separator' }
  | { kind: 'item'; label: string; action: TrayAction | null }
  | { kind: 'submenu'; label: string; entries: readonly MenuEntry[] };

/** All that the tray shows. */
export type TrayModel = { icon: IconState; tooltip: string; menu: readonly MenuEntry[] };

const jobsShown = 20;
const worstFirst: readonly Level[] = ['at-risk', 'attention', 'protected'];

/** What the tray shows of how everything stands; `now` is epoch ms. */
export function trayModel(t: Translate, language: Language, status: Status, now: number): TrayModel {
  const sentence = visible(headline(t, language, status, now));
  const jobs = status.jobs.toSorted((a, b) => rank(a) - rank(b));
  const rest = jobs.length - jobsShown;
  const open: TrayAction = { do: 'open', target: { screen: 'overview' } };
  return {
    icon: iconOf(status),
    tooltip: sentence,
    menu: [
      { kind: 'item', label: sentence, action: null },
      { kind: 'separator' },
      ...jobs.slice(0, jobsShown).map((job) => jobEntry(t, language, job, now)),
      ...(rest > 0 ? [{ kind: 'item', label: t('tray.more', { count: rest }), action: open } as const] : []),
      ...(jobs.length > 0
        ? [{ kind: 'separator' } as const, restoreEntry(t, jobs), pauseEntry(t, language, status, now), { kind: 'separator' } as const]
        : []),
      { kind: 'item', label: t('tray.open'), action: { do: 'open' } },
      { kind: 'item', label: t('tray.quit'), action: { do: 'quit' } },
    ],
  };
}

const toRestore = (job: string): TrayAction => ({ do: 'open', target: { screen: 'restore', job, at: null, paths: [] } });

/** Leads to the restore of a job: of the only one at once, else of the one that is chosen by name. */
function restoreEntry(t: Translate, jobs: readonly JobStatus[]): MenuEntry {
  const [only] = jobs;
  if (only && jobs.length === 1) return { kind: 'item', label: t('tray.restore'), action: toRestore(only.name) };
  return {
    kind: 'submenu',
    label: t('tray.restore'),
    entries: jobs
      .slice(0, jobsShown)
      .map(({ name }) => name)
      .toSorted((a, b) => a.localeCompare(b))
      .map((name) => ({ kind: 'item', label: visible(name), action: toRestore(name) })),
  };
}

/** Work is shown before anything else, and a pause of everything only where nothing is wrong. */
function iconOf({ jobs, level }: Status): IconState {
  if (jobs.some(({ active }) => active)) return 'working';
  if (level === null || (level === 'protected' && jobs.every(({ pause }) => pause))) return 'paused';
  return level;
}

const lengths: readonly PauseLength[] = ['1h', '4h', 'tomorrow', 'resumed'];

/** Pauses all jobs, or ends that pause. */
function pauseEntry(t: Translate, language: Language, { pause }: Status, now: number): MenuEntry {
  if (!pause)
    return {
      kind: 'submenu',
      label: t('tray.pause-all'),
      entries: lengths.map((length) => ({ kind: 'item', label: t(`pause.${length}`), action: { do: 'pause', length } })),
    };
  const until = pause.until === null ? t('tray.resume') : t('tray.resume-until', { when: formatMoment(pause.until, now, language) });
  return { kind: 'item', label: until, action: { do: 'resume', job: null } };
}

/** The worst level first, and within a level the jobs at work. */
const rank = ({ level, active }: JobStatus): number => worstFirst.indexOf(level) * 2 + (active ? 0 : 1);

function jobEntry(t: Translate, language: Language, { name, level, active, lastGood, next, pause }: JobStatus, now: number): MenuEntry {
  const state = t(active ? 'level.working' : `level.${level}`);
  const planned = pause
    ? pausedWord(t, language, pause.until, now)
    : next === null
      ? ''
      : t('tray.next', { when: formatMoment(next, now, language) });
  const since = lastGood ? now - lastGood.endedAt : null;
  const age = since === null ? t('status.never') : since < 60_000 ? t('age.now') : formatAge(since, language);
  return {
    kind: 'submenu',
    label: t('tray.job', { job: visible(name), state, age }),
    entries: [
      ...(planned === '' ? [] : [{ kind: 'item', label: planned, action: null } as const]),
      active
        ? { kind: 'item', label: t('tray.cancel'), action: { do: 'cancel-run', job: name, run: active.id } }
        : { kind: 'item', label: t('tray.back-up'), action: { do: 'start-run', job: name } },
      { kind: 'item', label: t('tray.restore'), action: toRestore(name) },
      ...(pause?.job ? [{ kind: 'item', label: t('tray.resume'), action: { do: 'resume', job: name } } as const] : []),
      { kind: 'item', label: t('tray.open-job'), action: { do: 'open', target: { screen: 'job', job: name } } },
    ],
  };
}

const pausedWord = (t: Translate, language: Language, until: number | null, now: number): string =>
  until === null ? t('due.paused-until-resumed') : t('due.paused', { when: formatMoment(until, now, language) });
