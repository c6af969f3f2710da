import type { NotSaved } from '../contract/run.ts';

const shape = /^(?:WARNING:\s+)?(ListError|UpdateError|SpecialFileError):?\s+(.*)$/;

/** A file that a session could not save, from a line of `error_log` or of the error stream; undefined for every other line. */
export function parseNotSaved(line: string): NotSaved | undefined {
  const found = shape.exec(line);
  if (!found) return undefined;
  const rest = found[2] ?? '';
  const quoted = /^'(.*)' (\[Errno .*)$/.exec(rest) ?? /^'(.*?)' (.*)$/.exec(rest);
  const kind = found[1] as NotSaved['kind'];
  if (!quoted) return { kind, path: '', reason: rest };
  return { kind, path: quoted[1] ?? '', reason: (quoted[2] ?? '').replace(/: b(['"]).*\1$/, '') };
}
