/** A file of a folder on a host, as sftp lists it; `size` in bytes. */
export type RemoteFile = { name: string; size: number };

// sftp reads its commands in pieces of at most 2047 bytes and takes the rest of a longer line for the next command.
const longestPiece = 1000;

/**
 * The commands of sftp(1) that lead into a folder, whatever its absolute path holds: a long one is walked in several steps. Quoted, a quote is the
 * only character with a meaning of its own; a backslash no path holds (`AbsolutePath`).
 */
export function enter(folder: string): string[] {
  const steps = [''];
  for (const name of folder.split('/').slice(1)) {
    const step = `${steps.at(-1) ?? ''}/${name}`;
    if (Buffer.byteLength(step) <= longestPiece) steps[steps.length - 1] = step;
    else steps.push(`./${name}`);
  }
  return steps.map((step) => `cd ${quoted(step)}`);
}

/** Fetches a file of the folder that was entered; one that is not there any more holds up nothing. */
export const get = (name: string, into: string): string => `-get ${quoted(name)} ${quoted(into)}`;

/** `ls -ln` of the folder that was entered. */
export const list = 'ls -ln';

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

// The names of owner and group come from the server and may hold blanks: the line is read from its end.
const line = /^-\S+ .* (\d{1,15}) [A-Z][a-z]{2} +\d{1,2} +[\d:]{4,5} (\S+)$/;

// No slash and no blank, and nothing at the beginning that would make it an option or a way up.
const plainName = /^\w[\w.:;+-]*$/;

/**
 * The regular files in what `ls -ln` printed. The names are the server's: only those that `isWanted` knows are taken, and none that could mean
 * anything else than a file of that folder.
 */
export function parseListing(printed: string, isWanted: (name: string) => boolean): RemoteFile[] {
  const files = new Map<string, RemoteFile>();
  for (const text of printed.split('\n')) {
    const [, size = '', name = ''] = line.exec(text.trimEnd()) ?? [];
    if (plainName.test(name) && isWanted(name)) files.set(name, { name, size: Number(size) });
  }
  return [...files.values()];
}
