import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronLine, execStart, unitWord } from './check-units.ts';

const marks = fc.constantFrom(
  '\\',
  '"',
  "'",
  '$',
  '%',
  ' ',
  ';',
  '#',
  '`',
  '{',
  '}',
  '!',
  '*',
  '~',
  'a',
  '日',
  '👍',
  '\t',
  '\u001b',
  '\u0085',
);
/** Whatever may stand in the path of a home or of the program. */
const word = fc.string({ unit: fc.oneof(marks, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 40 });
const noNewline = word.filter((text) => !/[\n\0]/.test(text));

describe('the command in the service', () => {
  it('is handed over by a shell, as arguments', () => {
    expect(execStart(['/opt/Modosu.AppImage', 'check', '--home', '/srv/100% "mine" $HOME\n'])).toBe(
      String.raw`ExecStart="/bin/sh" "-c" "exec \"$$@\"" "modosu" "/opt/Modosu.AppImage" "check" "--home" "/srv/100%% \"mine\" $$HOME\n"`,
    );
  });

  /** What systemd makes of one quoted word: C escapes, then specifiers, then variables. */
  function readBySystemd(quoted: string): string {
    expect(quoted).toMatch(/^"(?:[^"\\\p{Cc}]|\\["\\n]|\\x[0-9a-f]{2})*"$/u);
    const bytes = quoted
      .slice(1, -1)
      .replace(/\\x([0-9a-f]{2})|\\(.)|([^\\])/gsu, (_, hex: string | undefined, escape: string | undefined, plain: string | undefined) =>
        hex === undefined
          ? Buffer.from(escape === undefined ? (plain ?? '') : escape === 'n' ? '\n' : escape).toString('latin1')
          : String.fromCharCode(parseInt(hex, 16)),
      );
    const text = Buffer.from(bytes, 'latin1').toString('utf8');
    expect(text.replaceAll('%%', '').replaceAll('$$', '')).not.toMatch(/[%$]/);
    return text.replaceAll('%%', '%').replaceAll('$$', '$');
  }
  it('comes back as it was, whatever characters are in it (I5)', () => {
    fc.assert(fc.property(word, (text) => readBySystemd(unitWord(text)) === text));
  });
});

describe('the line for a crontab', () => {
  it('runs the command every 30 minutes', () => {
    expect(cronLine(['/usr/bin/modosu', 'check', '--home', "/srv/o'neill 100%"])).toBe(
      String.raw`*/30 * * * * '/usr/bin/modosu' 'check' '--home' '/srv/o'\''neill 100\%'`,
    );
  });
  it('is empty when there is no command, or none that a line can hold', () => {
    expect([cronLine([]), cronLine(['/a\nb'])]).toEqual(['', '']);
  });

  /** What the programs hand to the shell: all make `%` of `\%`; some also make one backslash of two. */
  const readers = {
    cronie: (line: string) => line.replace(/\\(.)/gs, (both, character: string) => (character === '%' ? '%' : both)),
    vixie: (line: string) => line.replace(/\\(.)/gs, (both, character: string) => (/[%\\]/.test(character) ? character : both)),
  };
  it.each(Object.entries(readers))('comes back as it was by way of %s and a real shell (I5)', (_, reader) => {
    const commands = fc.sample(fc.array(noNewline, { minLength: 1, maxLength: 4 }), 60);
    const lines = commands.map((words) => {
      const line = cronLine(['/usr/bin/printf', '%s\\0', ...words]).replace('*/30 * * * * ', '');
      // A percent sign that is not escaped would end the command.
      expect(line.replace(/\\./gs, '')).not.toContain('%');
      return reader(line);
    });
    const { stdout } = spawnSync('/bin/sh', { input: lines.join('\n') });
    expect(stdout.toString('utf8').split('\0').slice(0, -1)).toEqual(commands.flat());
  });
});
