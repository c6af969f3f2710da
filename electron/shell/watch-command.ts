import type { Shell } from './context.ts';
import { exit, say } from './say.ts';

/** Schedules and alerts without a window, until Ctrl+C or SIGTERM: for a server, from a systemd unit. Runs at work go on without it. */
export async function watch(shell: Shell): Promise<number> {
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        resolve();
      });
  });
  await shell.engine.stay();
  say(shell, { watching: true }, [shell.t('watch.begun')]);
  await ended;
  // What waits here for a run that goes on must not hold the program.
  shell.engine.close();
  process.exit(exit.ok);
}
