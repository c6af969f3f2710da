import type { EntryState, HistoryState } from '../contract/history.ts';
import type { IndexFile } from '../platform/ports.ts';
import type { Tasks } from '../platform/thread.ts';
import { fits, undoInterrupted, updateIndex, type IndexPlace, type IndexTools } from './build/update.ts';
import { differenceOf } from './look/difference.ts';
import { isNested } from './look/nested.ts';
import { writeVersions, type VersionsOrder } from './plan/every-version.ts';
import type { PlanOrder } from './plan/plan-order.ts';
import { printedFiles, type PrintedNames } from './plan/printed-files.ts';
import { writePlan } from './plan/write-plan.ts';
import { createQuestions, type Questions } from './questions/questions.ts';
import { atOnce } from './questions/view.ts';
import { listSessions, readNumbers, readSessions } from '../rdiff-backup/rdiff-backup.ts';

type Ask = { file: string; question: keyof Questions; input: unknown };
type Opened = { index: IndexFile; questions: Questions; inode: string };

/** An entry at a session, and whether rdiff-backup could lose its way to it. */
export type EntryToRestore = { state: EntryState; nested: boolean };

const mostOpen = 8;

/** Everything about indexes that computes: what a thread of this program can be asked. */
export function historyTasks({ files, open }: IndexTools): Tasks {
  const opened = createShelfOfOpened({ files, open });
  return {
    alive: () => true,
    update: (place: IndexPlace & { rebuild: boolean }, tell) => updateIndex({ files, open }, place, tell),
    fits: ({ data, file }: IndexPlace) => fits({ files, open }, { data, file }),
    sessions: ({ data }: { data: string }) => readSessions(files, data),
    interrupted: async ({ data }: { data: string }) => {
      const left = (await listSessions(files, data, 0)).filter(({ state }) => state === 'interrupted');
      return Promise.all(left.map(async (session) => ({ ...session, ...(await readNumbers(files, data, session)) })));
    },
    about: async ({ file }: { file: string }): Promise<Pick<HistoryState, 'sessions' | 'damaged' | 'newest' | 'bytes'>> => {
      const timesIn = async () => (await opened(file)).questions.sessionTimes();
      const times = await timesIn().catch(async (error: unknown) => {
        if (!(await undoInterrupted({ files, open }, file))) throw error;
        return timesIn();
      });
      const good = times.filter(({ state }) => state === 'good');
      const bytes = (await files.info(file))?.size ?? 0;
      return { sessions: times.length, damaged: times.length - good.length, newest: good.at(-1)?.time ?? null, bytes };
    },
    ask: async ({ file, question, input }: Ask) => (await opened(file)).questions[question](input as never),
    entry: async ({ file, session, path }: { file: string; session: number; path: string }): Promise<EntryToRestore> => {
      const { index, questions } = await opened(file);
      return { state: questions.entry({ session, path }), nested: isNested(index, path) };
    },
    plan: (order: PlanOrder) => writePlan({ files, open }, order),
    versions: (order: VersionsOrder) => writeVersions({ files, open }, order),
    printed: async ({ file, ...names }: PrintedNames & { file: string }) => {
      const { index } = await opened(file);
      return atOnce(index, () => printedFiles(index, names));
    },
    difference: ({ before, after }: { before: string; after: string }) => differenceOf(before, after),
  };
}

/** Indexes stay open between two questions, until another file has taken the place of one. */
function createShelfOfOpened({ files, open }: IndexTools) {
  const all = new Map<string, Opened>();
  return async (file: string): Promise<Opened> => {
    const inode = (await files.info(file))?.inode;
    const known = all.get(file);
    all.delete(file);
    if (known && known.inode === inode) {
      all.set(file, known);
      return known;
    }
    known?.index.close();
    const index = open(file, { readOnly: true });
    const fresh = { index, questions: createQuestions(index), inode: inode ?? '' };
    all.set(file, fresh);
    const [oldest] = all.size > mostOpen ? all.keys() : [];
    if (oldest !== undefined) {
      all.get(oldest)?.index.close();
      all.delete(oldest);
    }
    return fresh;
  };
}
