import type { Job } from '../contract/job.ts';
import type { Session } from '../contract/run.ts';
import type { Clock, Files } from '../platform/ports.ts';
import { forecast } from './disk.ts';
import type { DiskForecast } from './wanted.ts';

/** What a repository on this machine itself says: how long its disk lasts, and its newest session (epoch seconds). */
export type Look = { disk?: DiskForecast; newest?: number };

type Deps = {
  clock: Clock;
  files: Pick<Files, 'space'>;
  /** The newest session of a repository on this machine; undefined when it cannot be read. */
  newestSession: (path: string) => Promise<number | undefined>;
  sessionsOf: (job: string, limit: number) => Session[];
};

const lookEveryMs = 15 * 60_000;
const patienceMs = 5000;
const sessionsLookedAt = 30;

/** Looks at the repositories of this machine: again after each run, and every quarter of an hour. */
export function createRepositoryLook({ clock, files, newestSession, sessionsOf }: Deps) {
  const seen = new Map<string, { at: number; run: number; look: Look }>();
  const waiting = new Set<string>();

  async function ask(job: Job, run: number, at: number): Promise<Look> {
    const { path } = job.repository;
    waiting.add(job.id);
    const space = await files.space(path).catch(() => undefined);
    const newest = await newestSession(path).catch(() => undefined);
    const look: Look = { ...(space ? { disk: forecast(space, sessionsOf(job.id, sessionsLookedAt)) } : {}), ...(newest ? { newest } : {}) };
    seen.set(job.id, { at, run, look });
    waiting.delete(job.id);
    return look;
  }

  /**
   * Empty for a repository elsewhere. A file server that hangs answers no question and ends none: after 5 s what was known is the answer,
   * and it is not asked again before it has answered.
   */
  return async (job: Job, lastRun: number, now: number): Promise<Look> => {
    const known = seen.get(job.id);
    if (job.repository.host !== null) return {};
    if (known && known.run === lastRun && Math.abs(now - known.at) < lookEveryMs) return known.look;
    if (waiting.has(job.id)) return known?.look ?? {};
    const answered = new AbortController();
    const patience = clock.sleep(patienceMs, answered.signal).then(() => known?.look ?? {});
    const look = await Promise.race([ask(job, lastRun, now), patience]);
    answered.abort();
    return look;
  };
}
