import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EntryPath } from '../../contract/entry-path.ts';
import { Refusal } from '../../contract/failure.ts';
import type { EntryState } from '../../contract/history.ts';
import type { Host } from '../../contract/host.ts';
import type { Job } from '../../contract/job.ts';
import type { Files } from '../../platform/ports.ts';
import { canBeArgument, causeOf, restoreCommand, restoreList } from '../../rdiff-backup/rdiff-backup.ts';
import { serverCommand, writeSshFiles } from '../../ssh/ssh.ts';
import { runTool, type ToolDeps, type ToolEnd } from './run-tool.ts';
import { isVanished } from './vanished.ts';

export type RestoreDeps = ToolDeps & {
  // Names are bytes, and so is a list of them.
  files: Omit<Files, 'write'> & { write(path: string, content: string | Uint8Array): Promise<void> };
  /** How long rdiff-backup may take before the bytes of the file are counted. */
  patienceMs?: number | undefined;
};

/** A file of a session (epoch seconds), as the index knows it. `nested`: what `isNested` says of its path. */
export type Wanted = {
  job: Pick<Job, 'repository'>;
  host: Host | null;
  session: number;
  path: EntryPath;
  state: EntryState;
  nested: boolean;
  tool: string;
  over?: AbortSignal | undefined;
};

export type NoFile = { kind: 'none'; why: 'not-a-file' | 'too-large' | 'damaged' };
/** The file at `path` has exactly the size and, where one is recorded, the digest of the session. */
export type RestoredFile = { kind: 'file'; path: string; size: number };

const restored = 'restored';
const held = 'file';
// The metadata of a million files takes ten seconds on a good machine.
const usualPatienceMs = 120_000;
const leastBytesPerMs = 100;
/** For what it says, and for a file that is longer than the session recorded. */
const extraBytes = 16_777_216;

const none = (why: NoFile['why']): NoFile => ({ kind: 'none', why });

/** Why nothing of this state is restored, when not more than `maxBytes` are wanted; undefined when it is. */
export function reasonAgainst({ kind, size }: EntryState, maxBytes: number): NoFile | undefined {
  if (kind !== 'file') return none('not-a-file');
  return size !== null && size > maxBytes ? none('too-large') : undefined;
}

/**
 * Restores one file of a session into a private folder and holds what arrived against what the session recorded: rdiff-backup also ends well
 * when it wrote nothing, an empty file, or damaged bytes. Rejects with `restore-failed` when rdiff-backup or ssh could not do it.
 */
export async function restoreFile(deps: RestoreDeps, folder: string, wanted: Wanted): Promise<RestoredFile | NoFile> {
  const { files } = deps;
  const { job, host, session, path, state, nested, tool, over } = wanted;
  const timeoutMs = (deps.patienceMs ?? usualPatienceMs) + (state.size ?? 0) / leastBytesPerMs;
  if (host) await writeSshFiles(files, folder, host, boundedServer(host, timeoutMs));
  else if (await isVanished(files, job.repository.path, path)) return none('damaged');
  // By its argument rdiff-backup goes to the path at once; by a list it reads the metadata of everything, ten times as long.
  const byArgument = !nested && canBeArgument(path);
  const list = join(folder, 'list');
  if (!byArgument) await files.write(list, restoreList([path], restored));
  const args = restoreCommand(tool, job.repository, { session, path: byArgument ? path : null, into: restored });
  let end: ToolEnd;
  try {
    end = await runTool(deps, folder, {
      args,
      stdin: byArgument ? null : list,
      timeoutMs,
      mostBytes: (state.size ?? 0) + extraBytes,
      over,
    });
  } finally {
    await takeOut(deps, folder);
  }
  return judged(deps, join(folder, held), state, end);
}

/**
 * rdiff-backup 2.2 may go on for ever over a file that is lost, and on the host nothing ends it when the connection ends: it gets no more time
 * of the processor than we wait for it. `sh`, because whatever shell the user there has will start that one.
 */
const boundedServer = (host: Host, timeoutMs: number) =>
  `sh -c 'ulimit -t ${String(Math.ceil(timeoutMs / 1000))}; exec ${serverCommand(host)}'`;

/**
 * Takes the one regular file out of what was restored, wherever it lies there: Node cannot name every name. Links are not followed. What was
 * restored has the modes of the source; folders are opened, so that all of it can be taken away.
 */
async function takeOut({ processes }: ToolDeps, folder: string): Promise<void> {
  const opened = ['(', '-type', 'd', '-exec', 'chmod', 'u+rwx', '--', '{}', ';', ')'];
  const moved = ['(', '-type', 'f', '-exec', 'chmod', '600', '--', '{}', ';', '-exec', 'mv', '-f', '--', '{}', `./${held}`, ';', ')'];
  const args = [`./${restored}`, ...opened, '-o', ...moved];
  const { kind } = await processes.run({ file: processes.find('find') ?? 'find', args, cwd: folder, timeoutMs: 60_000 });
  if (kind !== 'ended') throw new Refusal('restore-failed', { line: 'find: command not found' });
}

async function judged({ files }: RestoreDeps, path: string, state: EntryState, end: ToolEnd): Promise<RestoredFile | NoFile> {
  if (end.stopped === 'timed-out') throw new Refusal('restore-failed', { cause: 'timed-out', line: 'rdiff-backup did not come to an end' });
  if (end.stopped === 'flooded')
    throw new Refusal('restore-failed', { cause: 'unknown', line: 'rdiff-backup wrote far more than the file' });
  // 2 is a warning, for instance that restore.log cannot be written.
  if (end.code !== 0 && end.code !== 2) {
    const known = causeOf(end.errors);
    if (known?.cause === 'repository-damaged' || saysDamage.test(end.errors)) return none('damaged');
    throw new Refusal('restore-failed', { cause: known?.cause ?? 'unknown', line: known?.line ?? lastWord(end.errors) });
  }
  const info = await files.info(path);
  if (info?.kind !== 'file' || (state.size !== null && info.size !== state.size)) return none('damaged');
  const isSame = state.sha1 === null ? !saysDamage.test(end.errors) : (await digestOf(files, path, info.size)) === state.sha1;
  return isSame ? { kind: 'file', path, size: info.size } : none('damaged');
}

// What rdiff-backup 2.2 says of increments and mirror files that are broken or gone, with whatever exit code.
const saysDamage = /zlib\.error|while decompressing|librsync|Could not restore file|Unable to retrieve data|doesn't match recorded hash/;

async function digestOf(files: Pick<Files, 'scan'>, path: string, size: number): Promise<string> {
  const hash = createHash('sha1');
  await files.scan(path, 0, size, (piece) => {
    hash.update(piece);
  });
  return hash.digest('hex');
}

/** The line that says most: its first error, or the last line of a traceback. */
function lastWord(errors: string): string {
  const lines = errors.trim().split('\n');
  return (lines.find((line) => /^(?:ERROR|Fatal Error)/.test(line)) ?? lines.at(-1) ?? '').trim();
}
