import type { HistoryState } from '../contract/history.ts';
import { Refusal } from '../contract/failure.ts';
import { visible } from '../contract/words/visible.ts';
import { must, type Shell } from './context.ts';
import { whileReading } from './reading-line.ts';

/**
 * Brings the history of a job up to date. Where it could not be and answers come from what was read before, a line on stderr says so. Refuses
 * with `history-unread` where nothing was read before.
 */
export async function settleHistory(shell: Shell, name: string): Promise<void> {
  const state = must(await whileReading(shell, name, () => shell.engine.ask('history.settled', { name })));
  if (state.newest === null && (state.state === 'unreachable' || state.state === 'failed'))
    throw new Refusal('history-unread', { job: name, line: state.line ?? '' });
  sayIfOld(shell, state);
}

/** Says on stderr why what is known of a history may be older than its repository. */
export function sayIfOld({ t }: Shell, { name, newest, state }: HistoryState): void {
  if (newest !== null && state !== 'ready')
    process.stderr.write(`modosu: ${t('past.index', { job: visible(name), state: t(`past.index-${state}`) })}\n`);
}
