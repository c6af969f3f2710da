/** The names of the two units that look after this program. */
export const checkService = 'modosu-check.service';
export const checkTimerUnit = 'modosu-check.timer';

/** What runs the command, as it stands in the service; tells our service from one for another home. */
export const execStart = (command: readonly string[]): string =>
  // systemd takes no quotes, backslashes or dollars in the path of a program itself: as an argument of a shell any path will do.
  `ExecStart=${['/bin/sh', '-c', 'exec "$@"', 'modosu', ...command].map(unitWord).join(' ')}`;

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', $: '$$', '%': '%%' };

/** One argument in a unit (systemd.syntax(7), "Quoting", and systemd.service(5), "Command lines"). */
export const unitWord = (word: string): string =>
  `"${word.replace(/[\\"$%\p{Cc}]/gu, (character) => escapes[character] ?? byteEscapes(character))}"`;

const byteEscapes = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** The service that runs the check once. */
export const serviceText = (command: readonly string[]): string =>
  [
    '[Unit]',
    'Description=Look whether the backups of Modosu are overdue',
    '',
    '[Service]',
    'Type=oneshot',
    execStart(command),
    'TimeoutStartSec=15min',
    // It ends with 1 when something is open; that it ran is no failure of systemd's.
    'SuccessExitStatus=1',
    '',
  ].join('\n');

/**
 * The timer that starts it every 30 minutes. By the calendar: a timer that counts would stand still while the machine sleeps, and
 * `Persistent` makes good at the next login what a machine that was off has missed. The delay keeps the machines of an office apart.
 */
export const timerText = [
  '[Unit]',
  'Description=Look every 30 minutes whether the backups of Modosu are overdue',
  '',
  '[Timer]',
  'OnCalendar=*:0/30',
  'Persistent=true',
  'RandomizedDelaySec=60',
  '',
  '[Install]',
  'WantedBy=timers.target',
  '',
].join('\n');

/**
 * A line of crontab(5) that runs a command every 30 minutes; empty for one that no such line can hold, because of a newline in it.
 * Programs differ in what two backslashes are in a crontab, and so none is ever followed by another or by a percent sign.
 */
export function cronLine(command: readonly string[]): string {
  const words = command.map((word) => `'${word.replace(/['\\%]/g, (character) => cronEscapes[character] ?? '')}'`);
  return command.length === 0 || command.some((word) => /[\n\0]/.test(word)) ? '' : `*/30 * * * * ${words.join(' ')}`;
}

const cronEscapes: Record<string, string> = { "'": `'\\''`, '\\': `\\''`, '%': `\\%` };
