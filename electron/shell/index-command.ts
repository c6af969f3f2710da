import type { HistoryState, PastSession } from '../contract/history.ts';
import { formatBytes, formatNumber } from '../contract/words/format.ts';
import { visible } from '../contract/words/visible.ts';
import { must, type Shell } from './context.ts';
import { sessionName } from './past-lines.ts';
import { whileReading } from './reading-line.ts';
import { exit, say } from './say.ts';

const sessionsAPage = 5000;

/** Brings the index of a job up to date, or makes it anew, and says where it stands then. */
export async function showIndex(shell: Shell, name: string, { rebuild }: { rebuild?: boolean }): Promise<number> {
  const { engine, t, language } = shell;
  must(await engine.ask(rebuild === true ? 'history.rebuild' : 'history.open', { name }));
  const state = must(await whileReading(shell, name, () => engine.ask('history.settled', { name })));
  const damaged = state.damaged > 0 && !shell.json ? await damagedSessions(shell, name) : [];
  say(shell, state, [
    t('past.index', { job: visible(name), state: t(`past.index-${wordOf(state)}`) }),
    ...(state.line === null ? [] : [`  | ${visible(state.line)}`]),
    ...(state.newest === null
      ? []
      : [
          `  ${t('past.index-holds', {
            sessions: t('past.sessions', { count: state.sessions, number: formatNumber(state.sessions, language) }),
            newest: sessionName(state.newest, language),
            bytes: formatBytes(state.bytes, language),
          })}`,
        ]),
    ...damaged.map(({ time }) => `  ${t('past.index-damaged', { when: sessionName(time, language) })}`),
    ...(state.keyLine === null ? [] : [`  ${t('past.index-key')}`, `  ${visible(state.keyLine)}`]),
  ]);
  return exitOf(state);
}

function wordOf({ state, newest }: HistoryState) {
  return newest === null && (state === 'unreachable' || state === 'failed') ? (`${state}-bare` as const) : state;
}

function exitOf({ state, damaged }: HistoryState): number {
  if (state === 'failed' || state === 'unreachable') return exit.failed;
  return damaged > 0 || state === 'restricted' ? exit.attention : exit.ok;
}

async function damagedSessions({ engine }: Shell, name: string): Promise<PastSession[]> {
  const found: PastSession[] = [];
  for (let before: number | null | undefined = null; before !== undefined;) {
    const page: { sessions: PastSession[] } = must(await engine.ask('history.sessions', { name, before, limit: sessionsAPage }));
    found.push(...page.sessions.filter(({ state }) => state === 'damaged'));
    before = page.sessions.length < sessionsAPage ? undefined : page.sessions.at(-1)?.time;
  }
  return found;
}
