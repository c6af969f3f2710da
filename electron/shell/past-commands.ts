import { Refusal } from '../contract/failure.ts';
import type { Hit, PastSession, PathVersion } from '../contract/history.ts';
import type { Output } from '../contract/requests.ts';
import { formatNumber } from '../contract/words/format.ts';
import { visible } from '../contract/words/visible.ts';
import { createColumns } from './columns.ts';
import { must, type Shell } from './context.ts';
import { sayPages } from './pages.ts';
import { namedEntry, sessionName, sessionRow, stateColumns } from './past-lines.ts';
import { whileReading } from './reading-line.ts';
import { exit, say } from './say.ts';
import { sayIfOld, settleHistory } from './settled-history.ts';
import { shownPath } from './shown-path.ts';
import { typedEntry } from './typed-entry.ts';

const sessionsAPage = 5000;
const entriesAPage = 1000;
const hitsAPage = 500;

/** Lists the newest sessions of a job. */
export async function listSessions(shell: Shell, name: string, limit: string): Promise<number> {
  const { engine, t, language } = shell;
  await settleHistory(shell, name);
  async function* pages(): AsyncGenerator<{ total: number; sessions: PastSession[] }> {
    let [left, before] = [Number(limit), null as number | null];
    do {
      const ask = { name, before, limit: Math.min(left, sessionsAPage) };
      const page = must(await engine.ask('history.sessions', ask));
      yield page;
      left = page.sessions.length < ask.limit ? 0 : left - page.sessions.length;
      before = page.sessions.at(-1)?.time ?? null;
    } while (left > 0);
  }
  const columns = createColumns([1, 2, 3, 4, 5, 6, 7]);
  const shown = (count: number, total: number) => ({ shown: formatNumber(count, language), total: formatNumber(total, language) });
  await sayPages(shell, {
    list: 'sessions',
    pages: pages(),
    lines: ({ sessions }) => columns(sessions.map((session) => sessionRow(shell, session))),
    end: ({ total }) =>
      total === 0
        ? [t('past.no-session', { job: visible(name) })]
        : total > Number(limit)
          ? [t('past.sessions-more', shown(Number(limit), total))]
          : [],
  });
  return exit.ok;
}

/** Says every state that a path had, newest first, and the sessions that have it. */
export async function listVersions(shell: Shell, name: string, typed: string): Promise<number> {
  const { engine, t, language } = shell;
  const path = await typedEntry(shell, name, typed);
  await settleHistory(shell, name);
  async function* pages(): AsyncGenerator<{ total: number; versions: PathVersion[] }> {
    for (let offset = 0, total = 1; offset < total; offset += entriesAPage) {
      const ask = { name, path, offset, limit: entriesAPage };
      const page = must(await engine.ask('history.versions', ask));
      ({ total } = page);
      if (total === 0) throw new Refusal('unknown-path', { job: name, path });
      yield page;
    }
  }
  const columns = createColumns([1, 4]);
  const row = ({ state, first, last, sessions, isNow }: PathVersion) => [
    first === last
      ? sessionName(first, language)
      : t('past.span', { first: sessionName(first, language), last: sessionName(last, language) }),
    t('past.sessions', { count: sessions, number: formatNumber(sessions, language) }),
    ...stateColumns(shell, state),
    isNow ? t('past.is-now') : '',
  ];
  await sayPages(shell, {
    list: 'versions',
    pages: pages(),
    lines: ({ total, versions }, isFirst) => [
      ...(isFirst ? [t('past.versions', { count: total, number: formatNumber(total, language), path: placeOf(name, path) })] : []),
      ...columns(versions.map(row)),
    ],
  });
  return exit.ok;
}

export type FindOptions = { job?: string; at?: string; limit: string };

/** Looks for a name, at one moment or over all sessions, in one job or in all. */
export async function findFiles(shell: Shell, text: string, options: FindOptions): Promise<number> {
  const { t, language } = shell;
  const job = options.job ?? null;
  // A search over all jobs waits for no index by itself.
  if (job === null) await settleAll(shell);
  else await settleHistory(shell, job);
  const asked = { text, name: job, at: options.at ?? null };
  const { hits, cursor, unread, session } = await whileReading(shell, job, () => foundUpTo(shell, asked, Number(options.limit)));
  const row = (hit: Hit) => [
    visible(hit.job),
    ...stateColumns(shell, hit.state).slice(2),
    t(options.at !== undefined ? 'past.seen-in' : hit.isNow ? 'past.last-seen-now' : 'past.last-seen', {
      when: sessionName(hit.lastSeen, language),
    }),
    namedEntry(hit.path, hit.state),
  ];
  say(shell, { hits, cursor, unread, session }, [
    ...(session === null ? [] : [t('past.searched', { when: sessionName(session, language) })]),
    ...(hits.length === 0 ? (job !== null && unread.length > 0 ? [] : [t('past.none-found')]) : createColumns([1])(hits.map(row))),
    ...(cursor === null ? [] : [t('past.more-found', { shown: formatNumber(hits.length, language) })]),
  ]);
  if (unread.length > 0 && !shell.json) process.stderr.write(`modosu: ${t('past.unread', { jobs: unread.map(visible).join(', ') })}\n`);
  return unread.length > 0 ? exit.attention : exit.ok;
}

async function settleAll(shell: Shell): Promise<void> {
  const { engine } = shell;
  const jobs = must(await engine.ask('job.list', {}));
  const settle = () => Promise.all(jobs.map(({ job: { name } }) => engine.ask('history.settled', { name })));
  for (const reply of await whileReading(shell, null, settle)) if (reply.ok) sayIfOld(shell, reply.value);
}

async function foundUpTo({ engine }: Shell, what: { text: string; name: string | null; at: string | null }, limit: number) {
  const [hits, unread]: [Hit[], Set<string>] = [[], new Set()];
  let [cursor, session] = [null as string | null, null as number | null];
  do {
    const ask = { ...what, cursor, limit: Math.min(limit - hits.length, hitsAPage) };
    const page: Output<'history.find'> = must(await engine.ask('history.find', ask));
    hits.push(...page.hits);
    for (const name of page.unread) unread.add(name);
    ({ cursor, session } = page);
  } while (cursor !== null && hits.length < limit);
  return { hits, cursor, unread: [...unread], session };
}

/** A place below the source of a job, `website:docs/a.txt`. */
export const placeOf = (job: string, path: string): string => `${visible(job)}:${path === '' ? '.' : shownPath(path)}`;
