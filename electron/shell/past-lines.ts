import type { EntryKind, EntryState, PastSession } from '../contract/history.ts';
import { formatBytes, formatDate, formatDuration, formatNumber, type Language } from '../contract/words/format.ts';
import type { Lines } from '../contract/words/restore-lines.ts';
import type { Translate } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';
import { shownPath } from './shown-path.ts';

type Spoken = { t: Translate; language: Language };

// Made when a session is named: most commands name none, and the making takes milliseconds.
const exact: Partial<Record<Language, Intl.DateTimeFormat>> = {};

function exactTime(language: Language): Intl.DateTimeFormat {
  const [locale, month] = language === 'en' ? (['en-GB', 'short'] as const) : (['ja', 'numeric'] as const);
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', ...clock });
}

/** A session as it is named everywhere: `28 Jul 2026, 02:30:04 UTC`. */
export const sessionName = (time: number, language: Language): string => (exact[language] ??= exactTime(language)).format(time * 1000);

/** How the shell names sessions and entries in the lines about a restore. */
export const linesOf = ({ t, language }: Spoken): Lines => ({ t, language, when: (time) => sessionName(time, language), path: shownPath });

/** One row of the list of sessions; what the repository does not say is left out. */
export function sessionRow({ t, language }: Spoken, session: PastSession): string[] {
  const say = <T>(value: T | null, how: (value: T) => string) => (value === null ? '' : how(value));
  const number = (value: number) => formatNumber(value, language);
  const bytes = (value: number) => formatBytes(value, language);
  return [
    sessionName(session.time, language),
    say(session.files, (files) => t('past.files', { count: files, number: number(files) })),
    say(session.bytes, bytes),
    say(session.newFiles, (files) => `+${number(files)}`),
    say(session.changedFiles, (files) => `~${number(files)}`),
    say(session.deletedFiles, (files) => `-${number(files)}`),
    say(session.incrementBytes, bytes),
    say(session.seconds, (seconds) => formatDuration(seconds * 1000, language)),
    [
      session.state === 'good' ? '' : t(`past.state-${session.state}`),
      say(session.errors === 0 ? null : session.errors, (errors) => t('past.errors', { count: errors, number: number(errors) })),
      say(session.run, (run) => t('past.run', { run })),
    ]
      .filter((part) => part !== '')
      .join(', '),
  ];
}

const letters: Record<EntryKind, string> = { file: '-', folder: 'd', link: 'l', device: 'b', fifo: 'p', socket: 's' };

/** What stands before the rights; the number of a device begins with its sort (`c 1 3`). */
const letterOf = ({ kind, target }: Pick<EntryState, 'kind' | 'target'>): string =>
  kind === 'device' && target?.startsWith('c') ? 'c' : letters[kind];

/** `drwxr-xr-x`, as ls writes it. */
export function modeText(state: Pick<EntryState, 'kind' | 'mode' | 'target'>): string {
  const { mode } = state;
  const letter = letterOf(state);
  if (mode === null) return `${letter}?????????`;
  const rights = [6, 3, 0].map((shift, who) => {
    const bits = mode >> shift;
    const isSpecial = (mode & (0o4000 >> who)) !== 0;
    const run = (bits & 1) !== 0;
    const special = who === 2 ? 't' : 's';
    const last = isSpecial ? (run ? special : special.toUpperCase()) : run ? 'x' : '-';
    return `${(bits & 4) !== 0 ? 'r' : '-'}${(bits & 2) !== 0 ? 'w' : '-'}${last}`;
  });
  return letter + rights.join('');
}

/** What ls -l says of an entry: mode, owner, size and time; empty where it is not known. */
export function stateColumns({ language }: Spoken, state: EntryState | null): string[] {
  if (state === null) return ['', '', '', ''];
  const owner = [state.user, state.group].map((name) => visible(name ?? '')).join(':');
  return [
    modeText(state),
    owner === ':' ? '' : owner,
    state.kind === 'file' && state.size !== null ? formatBytes(state.size, language) : '',
    state.modified === null ? '' : formatDate(state.modified * 1000, language),
  ];
}

/** A name or path with what tells its kind: `folder/`, `link -> target`. */
export function namedEntry(name: string, state: EntryState | null): string {
  if (state?.kind === 'folder') return name === '' ? './' : `${shownPath(name)}/`;
  return state?.kind === 'link' ? `${shownPath(name)} -> ${shownPath(state.target ?? '')}` : shownPath(name);
}
