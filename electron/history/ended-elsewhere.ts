import type { Run } from '../contract/run.ts';
import type { RunStore } from '../runs/runs.ts';

/** Knows which runs have ended that may have changed a repository, where those of other programs on the same home are announced to nobody. */
export type EndedElsewhere = {
  /** A run that ended here needs not be found. */
  saw(run: Pick<Run, 'id' | 'job'>): void;
  /** The newest ended run of each job that has one which was neither seen nor found before; nothing at the first time. */
  found(jobs: readonly string[]): Run[];
};

export function createEndedElsewhere(store: Pick<RunStore, 'lastOf' | 'lastRemovalOf'>): EndedElsewhere {
  let isFirst = true;
  const newest = new Map<string, number>();
  const isNews = ({ job, id }: Pick<Run, 'id' | 'job'>): boolean => {
    if (id <= (newest.get(job) ?? 0)) return false;
    newest.set(job, id);
    return true;
  };
  return {
    saw: (run) => void isNews(run),
    found: (jobs) => {
      const ended = jobs.flatMap((job) => [store.lastOf(job) ?? [], store.lastRemovalOf(job) ?? []].flat());
      const news = ended
        .filter(({ state }) => state === 'done')
        .sort((one, other) => other.id - one.id)
        .filter(isNews);
      const wasFirst = isFirst;
      isFirst = false;
      return wasFirst ? [] : news;
    },
  };
}
