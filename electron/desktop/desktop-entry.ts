/** The name of the program's desktop file, as `desktopName` of package.json says it. */
export const desktopName = 'org.modosu.Modosu.desktop';

/** The program and its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

/**
 * A command as the value of `Exec` (Desktop Entry Specification 1.5, "The Exec key"): each argument in double quotes, with `"`, backtick,
 * `$` and backslash escaped, `%` doubled; then the whole escaped once more as every value of type string is.
 */
export const execValue = (command: CommandLine): string => command.map((arg) => stringValue(quoted(arg))).join(' ');

const quoted = (arg: string): string => `"${arg.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
const stringValue = (text: string): string => text.replace(/[\\\n\t\r]/g, (character) => escapes[character] ?? character);

/** The entry that starts a command with the session. */
export const autostartEntry = (exec: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Modosu',
    `Exec=${exec}`,
    'Icon=modosu',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    'X-GNOME-Autostart-Delay=20',
    '',
  ].join('\n');

/** The value of a key in the group `[Desktop Entry]`; the first one counts. */
export function entryValue(text: string, key: string): string | undefined {
  let inGroup = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) inGroup = line.trim() === '[Desktop Entry]';
    const [name, value] = line.split(/=(.*)/s, 2);
    if (inGroup && value !== undefined && name?.trim() === key) return value.trim();
  }
  return undefined;
}

/** True for an entry that a desktop would start. */
export const isEnabled = (text: string): boolean =>
  entryValue(text, 'Exec') !== undefined &&
  entryValue(text, 'Hidden') !== 'true' &&
  entryValue(text, 'X-GNOME-Autostart-enabled') !== 'false';
