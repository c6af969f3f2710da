import { Refusal } from '../contract/failure.ts';
import type { Hit } from '../contract/history.ts';
import type { Job } from '../contract/job.ts';
import type { Asked, Output } from '../contract/requests.ts';
import { jobNamed } from '../jobs/jobs.ts';
import type { AnswerDeps, AskIndex } from './asking.ts';
import { isKnownAt } from './known-at.ts';
import { namePattern } from './questions/name-pattern.ts';
import type { Questions } from './questions/questions.ts';
import { readable } from './readable.ts';
import { shelfOf, type Shelf } from './shelf.ts';
import { folded } from './tables.ts';

type Deps = Pick<AnswerDeps, 'settings' | 'home' | 'keeper'> & {
  byTool: Pick<AnswerDeps['byTool'], 'mayList'>;
  ask: AskIndex;
  at: (shelf: Shelf, moment: string) => Promise<number>;
  timesOf: (shelf: Shelf) => Promise<readonly number[]>;
  /** Has repositories on this machine looked at for the next letter that somebody types; a host is not asked because of that. */
  lookAlong: (shelves: readonly Shelf[]) => void;
};
/** So many jobs are asked at once: more would hold up the loop. */
const atOnce = 20;
type Found = { hits: Hit[]; cursor: string | null; session: number | null };

/**
 * Looks for names in one job or in all of them, one after the other. A job without an index is not waited for, it is named in `unread`, as is
 * one whose session of that moment is damaged; with one job only, its index is brought up to date first, and why nothing can be known of it is
 * refused as by every question. The cursor says in which job to go on, and where in it.
 */
export async function findEverywhere(deps: Deps, asked: Asked<'history.find'>): Promise<Output<'history.find'>> {
  const here: Shelf[] = [];
  try {
    return await findIn(deps, asked, here);
  } finally {
    deps.lookAlong(here);
  }
}

/** `here` gets those that are asked as they are known, and lie on this machine. */
async function findIn(deps: Deps, asked: Asked<'history.find'>, here: Shelf[]): Promise<Output<'history.find'>> {
  const { name, at: moment, cursor, limit, best } = asked;
  const settings = await deps.settings();
  const jobs = name === null ? settings.jobs : [jobNamed(settings, name)];
  const unread: string[] = [];

  /** What is found in one job; undefined where nothing can be asked. */
  async function foundIn(job: Job, inner: string | null, most: number): Promise<Found | undefined> {
    const own = shelfOf(job, settings, deps.home);
    if (name === null && !own.host) here.push(own);
    const isAsKnown = name === null || (await isKnownAt(deps, own, moment === null ? [] : [moment]));
    const { shelf, state } = isAsKnown ? { shelf: own, state: await deps.keeper.state(own) } : await readable(deps, own);
    if (state.newest === null) {
      if (state.state !== 'empty' || deps.keeper.isUnseen(shelf)) unread.push(job.name);
      return undefined;
    }
    try {
      const session = moment === null ? null : await deps.at(shelf, moment);
      const found = await somethingFound(deps, shelf, { text: asked.text, session, cursor: inner, limit: most });
      return { hits: found.hits.map((hit) => ({ ...hit, job: job.name })), cursor: found.cursor, session };
    } catch (error) {
      if (name !== null || !(error instanceof Refusal) || error.kind !== 'session-damaged') throw error;
      unread.push(job.name);
      return undefined;
    }
  }

  if (best && name === null) {
    const all: Hit[] = [];
    for (let from = 0; from < jobs.length; from += atOnce) {
      const found = await Promise.all(jobs.slice(from, from + atOnce).map((job) => foundIn(job, null, limit)));
      all.push(...found.flatMap((one) => one?.hits ?? []));
    }
    return { hits: bestOf(asked.text, all, limit), cursor: null, unread, session: null };
  }
  const place = readCursor(cursor);
  const start = Math.max(0, place ? jobs.findIndex(({ id }) => id === place.job) : 0);
  const hits: Hit[] = [];
  let session: number | null = null;
  for (const job of jobs.slice(start)) {
    const found = await foundIn(job, place?.job === job.id ? place.inner : null, limit - hits.length);
    if (!found) continue;
    hits.push(...found.hits);
    if (name !== null) session = found.session;
    if (found.cursor !== null) return { hits, cursor: `${job.id} ${found.cursor}`, unread, session };
    const next = jobs[jobs.indexOf(job) + 1];
    if (hits.length >= limit && next) return { hits, cursor: `${next.id} `, unread, session };
  }
  return { hits, cursor: null, unread, session };
}

/** The best matches of several lists, each of which begins with its best. */
function bestOf(text: string, hits: readonly Hit[], limit: number): Hit[] {
  const pattern = namePattern(text);
  const rank = ({ path }: Hit) => pattern.rank(folded(path.slice(path.lastIndexOf('/') + 1)));
  return hits.toSorted((one, other) => rank(one) - rank(other)).slice(0, limit);
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
