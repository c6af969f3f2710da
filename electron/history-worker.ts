import { historyTasks } from './history/history.ts';
import { localFiles } from './platform/files.ts';
import { openIndexFile } from './platform/index-file.ts';
import { serveThread } from './platform/thread.ts';

serveThread(historyTasks({ files: localFiles, open: openIndexFile }));
