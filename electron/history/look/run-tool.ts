import { join } from 'node:path';
import type { Clock, Files, Launched, LongCommand, Processes } from '../../platform/ports.ts';

export type ToolDeps = { clock: Clock; files: Files; processes: Processes };
export type ToolRun = { args: LongCommand['args']; stdin: string | null; timeoutMs: number; over?: AbortSignal | undefined };
/** `code` is null for a command that noted no end. `errors` is the end of what it said. */
export type ToolEnd = { code: number | null; errors: string; timedOut: boolean };

const killAfterMs = 5000;
const errorBytes = 65_536;

/**
 * Runs a command in a private folder, with its output in files there, and ends it and all that it started when its time is up or nobody
 * wants it any more (rejecting with what `over` says). Nothing of it lives when this settles.
 */
export async function runTool({ clock, files, processes }: ToolDeps, folder: string, run: ToolRun): Promise<ToolEnd> {
  run.over?.throwIfAborted();
  const stderr = join(folder, 'stderr');
  const exitFile = join(folder, 'exit');
  const launched = processes.launch({
    args: run.args,
    cwd: folder,
    stdin: run.stdin,
    stdout: join(folder, 'stdout'),
    stderr,
    exitFile,
    pidFile: join(folder, 'pid'),
  });
  const ended = signalOf(launched);
  await clock.sleep(run.timeoutMs, run.over ? AbortSignal.any([ended, run.over]) : ended);
  const timedOut = !ended.aborted && run.over?.aborted !== true;
  await endAll({ clock, processes }, launched, ended);
  run.over?.throwIfAborted();
  const code = (await files.text(exitFile, 16))?.trim() ?? '';
  const errors = await files.read(stderr, -errorBytes, errorBytes);
  return { code: /^\d+$/.test(code) ? Number(code) : null, errors: errors?.toString('utf8') ?? '', timedOut };
}

function signalOf({ ended }: Launched): AbortSignal {
  const over = new AbortController();
  void ended.then(() => {
    over.abort();
  });
  return over.signal;
}

/** ssh and what else a command has started end a moment after it, or are made to. */
async function endAll({ clock, processes }: Omit<ToolDeps, 'files'>, { mark }: Launched, ended: AbortSignal): Promise<void> {
  const until = clock.monotonic() + killAfterMs;
  if (!ended.aborted) {
    processes.signalGroup(mark, 'SIGTERM');
    await clock.sleep(killAfterMs, ended);
  }
  while (processes.group(mark).length > 0) {
    processes.signalGroup(mark, clock.monotonic() < until ? 'SIGTERM' : 'SIGKILL');
    await clock.sleep(20);
  }
}
