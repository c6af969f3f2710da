import { join } from 'node:path';
import { fits, updateIndex } from '../../electron/history/history.testing.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { openIndexFile } from '../../electron/platform/index-file.ts';

const tools = { files: localFiles, open: openIndexFile };
const dataIn = (repository: string) => join(repository, 'rdiff-backup-data');

/** What became of an index. */
export type IndexUpdate = Awaited<ReturnType<typeof updateIndex>>;

/** Brings the index of a repository up to date as the program does, or makes it anew. */
export const bringIndex = (repository: string, file: string, rebuild = false): Promise<IndexUpdate> =>
  updateIndex(tools, { data: dataIn(repository), file, rebuild });

/** How the index stands to the repository, by a look at the names, sizes and times of its files. */
export const indexFits = (repository: string, file: string): ReturnType<typeof fits> => fits(tools, { data: dataIn(repository), file });
