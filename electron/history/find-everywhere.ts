import type { Hit, HistoryState } from '../contract/history.ts';
import type { Asked, Output } from '../contract/requests.ts';
import { jobNamed } from '../jobs/jobs.ts';
import type { AnswerDeps, AskIndex } from './asking.ts';
import type { Questions } from './questions/questions.ts';
import { shelfOf, type Shelf } from './shelf.ts';

type Deps = Pick<AnswerDeps, 'settings' | 'home' | 'keeper'> & {
  ask: AskIndex;
  at: (shelf: Shelf, moment: string) => Promise<number>;
};

/**
 * Looks for names in one job or in all of them, one after the other. A job without an index is not waited for, it is named in `unread`; with
 * one job only, its index is brought up to date first. The cursor says in which job to go on, and where in it.
 */
export async function findEverywhere(
  deps: Deps,
  { text, name, at: moment, cursor, limit }: Asked<'history.find'>,
): Promise<Output<'history.find'>> {
  const settings = await deps.settings();
  const jobs = name === null ? settings.jobs : [jobNamed(settings, name)];
  const place = readCursor(cursor);
  const start = Math.max(0, place ? jobs.findIndex(({ id }) => id === place.job) : 0);
  const hits: Hit[] = [];
  const unread: string[] = [];
  for (const job of jobs.slice(start)) {
    const shelf = shelfOf(job, settings, deps.home);
    const state = name === null ? await knownOf(deps, shelf) : await deps.keeper.bring(shelf);
    if (state.newest === null) {
      if (state.state !== 'empty') unread.push(job.name);
      continue;
    }
    const session = moment === null ? null : await deps.at(shelf, moment);
    const inner = place?.job === job.id ? place.inner : null;
    const found = await somethingFound(deps, shelf, { text, session, cursor: inner, limit: limit - hits.length });
    hits.push(...found.hits.map((hit) => ({ ...hit, job: job.name })));
    if (found.cursor !== null) return { hits, cursor: `${job.id} ${found.cursor}`, unread };
    const next = jobs[jobs.indexOf(job) + 1];
    if (hits.length >= limit && next) return { hits, cursor: `${next.id} `, unread };
  }
  return { hits, cursor: null, unread };
}

/** What is known of a job now. One on this machine is looked at for the next letter that somebody types; a host is not asked because of that. */
function knownOf({ keeper }: Deps, shelf: Shelf): Promise<HistoryState> {
  const state = keeper.state(shelf);
  if (!shelf.host) void state.then(() => keeper.bring(shelf));
  return state;
}

const mostRounds = 10;

/** An index may have looked at much and found nothing yet: then it goes on for a while, so that an answer has something in it. */
async function somethingFound(
  { ask }: Deps,
  shelf: Shelf,
  asked: Parameters<Questions['find']>[0],
): Promise<ReturnType<Questions['find']>> {
  let found = await ask(shelf, 'find', asked);
  for (let round = 1; round < mostRounds && found.hits.length === 0 && found.cursor !== null; round += 1)
    found = await ask(shelf, 'find', { ...asked, cursor: found.cursor });
  return found;
}

function readCursor(cursor: string | null): { job: string; inner: string | null } | undefined {
  const [job, inner = ''] = cursor?.split(' ', 2) ?? [];
  return job === undefined ? undefined : { job, inner: inner === '' ? null : inner };
}
