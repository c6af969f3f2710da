import type { Handlers } from '../platform/door.ts';
import type { Files } from '../platform/ports.ts';
import type { Line } from './line.ts';
import { readLog } from './run-log.ts';
import type { RunStore } from './run-store.ts';
import { runFolder } from './step-folder.ts';

type Deps = { files: Files; store: RunStore; line: Line; home: string; jobId: (name: string) => Promise<string> };

/** The answers about runs that are there: listed, shown, cancelled. What the list shows has been looked at just now. */
export const runAnswers = ({
  files,
  store,
  line,
  home,
  jobId,
}: Deps): Pick<Handlers, 'run.cancel' | 'run.list' | 'run.get' | 'run.log'> => ({
  'run.cancel': ({ name, run }) => line.cancel(name, run),
  'run.list': async ({ name, limit, before, show }) => {
    await line.recover(() => false);
    return store.list(name === null ? null : await jobId(name), limit, before, show);
  },
  'run.get': ({ run }) => store.get(run),
  'run.log': ({ run, part, offset }) => readLog(files, runFolder(home, store.get(run).id), part, offset),
});
