import { isGreen } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import type { Slot } from '../contract/schedule.ts';
import { causeSentence } from '../contract/words/sentences.ts';
import { createWords } from '../contract/words/translate.ts';
import { visible } from '../contract/words/visible.ts';

// Scripts read these lines: they are English whatever the language of the program is.
const t = createWords('en');

const outcomes = {
  ok: 'succeeded',
  recovered: 'succeeded',
  incomplete: 'incomplete',
  suspicious: 'suspicious',
  failed: 'failed',
  busy: 'did not begin',
  stuck: 'stuck',
  interrupted: 'interrupted',
  cancelled: 'cancelled',
} as const;

/** A run that has ended, in one line as the log shows it, without its newline. */
export function lineOfRun(run: Run): string {
  const reason = causeSentence(t, run);
  return line(run.endedAt ?? run.queuedAt, wordsOf(run), run, reason);
}

/** A due time at which nothing was backed up, in one such line; its time is the due time. */
export const lineOfSkip = (slot: Pick<Slot, 'at' | 'reason'>, places: { from: string; to: string }): string =>
  line(slot.at, 'skipped', places, slot.reason === null ? '' : t(`skip.${slot.reason}`));

function wordsOf({ action, outcome, removed }: Run): string {
  const kind = outcome?.kind ?? 'interrupted';
  if (action === 'backup') return outcomes[kind];
  if (action !== 'remove') return `${action} ${outcomes[kind]}`;
  return isGreen(kind) ? `removed ${removed.length} session${removed.length === 1 ? '' : 's'}` : `removal ${outcomes[kind]}`;
}

// Three parts of this length, the time and the words are less than the 4 KiB that a line may have.
const longestPart = 1200;

function line(at: number, words: string, { from, to }: { from: string; to: string }, reason: string): string {
  const parts = `${stamp(at)} rdiff-backup ${words} From ${shown(place(from))} To ${shown(place(to))}`;
  return reason === '' ? parts : `${parts} : ${shown(reason)}`;
}

/** `web1::/var/www`: rdiff-backup's own way to write a place on a host. */
const place = (text: string): string => (text.startsWith('/') ? text : text.replace(':', '::'));

/** Harmless and not too long; a character that is shown as `\u{202e}` is there whole or not at all. */
function shown(text: string): string {
  const whole = visible(text);
  if (Buffer.byteLength(whole) <= longestPart) return whole;
  const mark = '…';
  let kept = '';
  let room = longestPart - Buffer.byteLength(mark);
  for (const [piece] of whole.matchAll(/\\u\{[0-9a-f]+\}|./gsu)) {
    room -= Buffer.byteLength(piece);
    if (room < 0) break;
    kept += piece;
  }
  return kept + mark;
}

/** `2026-11-22 02:30:41` by the clock of this machine. */
function stamp(at: number): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [String(time.getFullYear()), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
