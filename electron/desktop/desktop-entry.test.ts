import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { autostartEntry, desktopName, entryValue, execValue, isEnabled } from './desktop-entry.ts';

/** What a desktop makes of an `Exec` value: the string escapes, the quotes, the field codes (the specification, read backwards). */
function readBack(value: string): string[] {
  const letters: Record<string, string> = { n: '\n', t: '\t', r: '\r', s: ' ', '\\': '\\' };
  const text = value.replace(/\\(.)/gs, (_, letter: string) => letters[letter] ?? '?');
  const args = [...text.matchAll(/"((?:[^"`$\\]|\\["`$\\])*)"(?: |$)/gs)];
  expect(args.map(([all]) => all).join('')).toBe(text);
  return args.map(([, inner = '']) => {
    const arg = inner.replace(/\\(.)/gs, '$1');
    expect(arg.replaceAll('%%', '')).not.toContain('%');
    return arg.replaceAll('%%', '%');
  });
}

it.each([
  [['/usr/bin/modosu', '--hidden'], '"/usr/bin/modosu" "--hidden"'],
  [['/opt/My Apps/modosu'], '"/opt/My Apps/modosu"'],
  [['/a"b'], '"/a\\\\"b"'],
  [['/a$HOME`id`'], '"/a\\\\$HOME\\\\`id\\\\`"'],
  [['/a\\b'], '"/a\\\\\\\\b"'],
  [['/100%u/%f'], '"/100%%u/%%f"'],
  [["/it's;a&b|c>(d)*?#~"], `"/it's;a&b|c>(d)*?#~"`],
  [['/two\nlines\tand=all'], '"/two\\nlines\\tand=all"'],
  [['/日本 語'], '"/日本 語"'],
] as const)('%j', (command, value) => {
  expect(execValue(command as never)).toBe(value);
});

it('I5: whatever the path holds, a desktop reads back exactly the command, on one line', () => {
  const arg = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: fc.constantFrom('"', '\\', '$', '`', '%', ' ', '\n', 'a') }),
  );
  fc.assert(
    fc.property(arg, fc.array(arg, { maxLength: 3 }), (program, args) => {
      const value = execValue([program, ...args]);
      expect(value).not.toMatch(/[\n\r]/);
      expect(readBack(value)).toEqual([program, ...args]);
      expect(entryValue(autostartEntry(value), 'Exec')).toBe(value);
    }),
  );
});

it('reads an entry as desktops do: the right group, the first value, what switches it off', () => {
  const entry = (...more: string[]) => ['[Other]', 'Exec=no', '[Desktop Entry]', 'Exec = yes', 'Exec=late', ...more].join('\n');
  expect(entryValue(entry(), 'Exec')).toBe('yes');
  expect([
    isEnabled(entry()),
    isEnabled(entry('Hidden=true')),
    isEnabled(entry('X-GNOME-Autostart-enabled=false')),
    isEnabled(entry('[Action]', 'Hidden=true')),
    isEnabled(''),
  ]).toEqual([true, false, false, true, false]);
});

it('is named as the package is', () => {
  const read = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { desktopName: string };
  expect(desktopName).toBe(read.desktopName);
});
