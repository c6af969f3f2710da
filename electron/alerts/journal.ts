import type { Processes } from '../platform/ports.ts';

/**
 * Hands a line to the system's log, where it stands under `modosu`. Answers whether it was taken: not every machine has logger(1) or
 * anybody who listens.
 */
export async function writeJournalLine({ processes }: { processes: Processes }, line: string, level: 'notice' | 'err'): Promise<boolean> {
  const logger = processes.find('logger');
  if (logger === undefined) return false;
  // Without --size it cuts a line at 1 KiB.
  const args = ['--tag', 'modosu', '--priority', `user.${level}`, '--size', '8192', '--', line];
  const { kind, code } = await processes.run({ file: logger, args, cwd: '/', timeoutMs: 10_000 });
  return kind === 'ended' && code === 0;
}
