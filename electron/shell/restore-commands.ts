import type { RestorePlace, RestorePreview } from '../contract/restore.ts';
import { previewLines } from '../contract/words/restore-lines.ts';
import { asksYes, canBeAsked } from './ask-yes.ts';
import { must, ShellFailure, typedPlace, type Shell } from './context.ts';
import { followRun } from './follow-run.ts';
import { linesOf } from './past-lines.ts';
import { whileReading } from './reading-line.ts';
import { exit, say } from './say.ts';
import { typedEntry } from './typed-entry.ts';

export type RestoreOptions = {
  at: string;
  to?: string;
  as?: string;
  inPlace?: boolean;
  exact?: boolean;
  special?: boolean;
  withoutLinks?: boolean;
  mail?: boolean;
  dryRun?: boolean;
  yes?: boolean;
};

/** Says what a restore would do and, after a yes, does it and says what came of it. No path is everything. */
export async function restoreFiles(shell: Shell, name: string, typed: readonly string[], options: RestoreOptions): Promise<number> {
  const { engine } = shell;
  const paths: string[] = [];
  for (const path of typed) paths.push(await typedEntry(shell, name, path));
  const draft = {
    name,
    at: options.at,
    paths: paths.length === 0 ? [''] : paths,
    place: placeOf(options),
    exact: options.exact === true,
    special: options.special === true,
    withoutLinks: options.withoutLinks === true,
    mail: options.mail === true,
  };
  if (draft.mail && must(await engine.ask('alerts.get', {})).alerts.mail === null) throw new ShellFailure('failure.restore-no-mail');
  const preview = must(await whileReading(shell, name, () => engine.ask('restore.preview', draft)));
  const lines = previewLines(linesOf(shell), preview);
  if (options.dryRun === true || preview.obstacle !== null) {
    say(shell, preview, lines);
    return preview.obstacle === null ? exitOfMissing(preview, exit.ok) : exit.failed;
  }
  if (!shell.json) process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  if (options.yes !== true) {
    if (!canBeAsked(shell)) throw new ShellFailure('failure.restore-needs-yes');
    if (!(await asksYes(shell.t('would.confirm')))) throw new ShellFailure('failure.restore-not-confirmed');
  }
  // The session that was shown, whatever a new backup makes of the words that named it.
  const at = String(preview.session);
  const there = draft.paths.filter((path) => !preview.missing.includes(path));
  const confirmed = { replace: preview.replace, remove: preview.remove, path: preview.path };
  const started = must(await engine.ask('restore.start', { ...draft, at, paths: there, confirmed }));
  return exitOfMissing(preview, await followRun(shell, started));
}

function placeOf({ to, as, inPlace }: RestoreOptions): RestorePlace {
  if (as !== undefined) return { kind: 'as', to: typedPlace(as) };
  if (to !== undefined) return { kind: 'path', to: typedPlace(to) };
  return { kind: inPlace === true ? 'original' : 'new' };
}

/** A script that names something which was not there must not take the rest for everything. */
const exitOfMissing = ({ missing }: RestorePreview, code: number): number =>
  code === exit.ok && missing.length > 0 ? exit.attention : code;

/** Puts back what a restore has replaced, and takes away what it has added. */
export async function undoRestore(shell: Shell, id: string): Promise<number> {
  return followRun(shell, must(await shell.engine.ask('restore.undo', { run: Number(id) })));
}

/** Lets rdiff-backup verify a session. */
export async function verifySession(shell: Shell, name: string, at: string): Promise<number> {
  return followRun(shell, must(await shell.engine.ask('verify.start', { name, at })));
}

/** Tries a restore of a sample or of everything, and measures it. */
export async function drillJob(shell: Shell, name: string, { full = false }: { full?: boolean }): Promise<number> {
  return followRun(shell, must(await shell.engine.ask('drill.start', { name, scope: full ? 'full' : 'sample' })));
}
