import { join } from 'node:path';
import type { Clock, Files, Launched, LongCommand, Processes } from '../../platform/ports.ts';

export type ToolDeps = { clock: Clock; files: Files; processes: Processes };
/** `mostBytes` is for all that comes to lie in the folder itself. */
export type ToolRun = {
  args: LongCommand['args'];
  stdin: string | null;
  timeoutMs: number;
  mostBytes: number;
  over?: AbortSignal | undefined;
};
/** `code` is null for a command that noted no end, `stopped` why it was ended. `errors` is the end of what it said. */
export type ToolEnd = { code: number | null; errors: string; stopped: 'timed-out' | 'flooded' | null };

const killAfterMs = 5000;
const betweenLooksMs = 500;
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
  const stopped = await stopOf({ clock, files }, folder, run, run.over ? AbortSignal.any([ended, run.over]) : ended);
  await endAll({ clock, processes }, launched, ended);
  run.over?.throwIfAborted();
  const code = (await files.text(exitFile, 16))?.trim() ?? '';
  const errors = await files.read(stderr, -errorBytes, errorBytes);
  return { code: /^\d+$/.test(code) ? Number(code) : null, errors: errors?.toString('utf8') ?? '', stopped };
}

/** Waits for the end of a command; answers why it has to be ended before. */
async function stopOf(deps: Omit<ToolDeps, 'processes'>, folder: string, run: ToolRun, end: AbortSignal): Promise<ToolEnd['stopped']> {
  const { clock } = deps;
  const until = clock.monotonic() + run.timeoutMs;
  while (!end.aborted) {
    if (clock.monotonic() >= until) return 'timed-out';
    await clock.sleep(Math.min(betweenLooksMs, until - clock.monotonic()), end);
    if ((await bytesIn(deps, folder)) > run.mostBytes) return 'flooded';
  }
  return null;
}

async function bytesIn({ files }: Pick<ToolDeps, 'files'>, folder: string): Promise<number> {
  const names = (await files.list(folder)) ?? [];
  const sizes = await Promise.all(names.map(async (name) => (await files.info(join(folder, name)))?.size ?? 0));
  return sizes.reduce((all, size) => all + size, 0);
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
