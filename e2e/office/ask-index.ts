import type { Changes, Folder, PathVersion } from '../../electron/contract/history.ts';
import { historyTasks } from '../../electron/history/history.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { openIndexFile } from '../../electron/platform/index-file.ts';

/** What is asked of one index, by the function that the program's thread calls; sessions by their times. */
export type IndexQuestions = {
  folder: { input: { session: number; path: string; order: 'name'; later: boolean; offset: number; limit: number }; output: Folder };
  changes: { input: { from: number; to: number; path: string; offset: number; limit: number }; output: Changes };
  versions: { input: { path: string; offset: number; limit: number }; output: { total: number; versions: PathVersion[] } };
  find: {
    input: { text: string; session: number | null; cursor: string | null; limit: number };
    output: { hits: { path: string }[]; cursor: string | null };
  };
};

const tasks = historyTasks({ files: localFiles, open: openIndexFile });

/** Puts a question to an index file. */
export async function askIndex<Q extends keyof IndexQuestions>(
  file: string,
  question: Q,
  input: IndexQuestions[Q]['input'],
): Promise<IndexQuestions[Q]['output']> {
  const ask = tasks['ask'] as unknown as (asked: {
    file: string;
    question: string;
    input: unknown;
  }) => Promise<IndexQuestions[Q]['output']>;
  return ask({ file, question, input });
}

/** All that a paged question answers. */
export async function allPages<T>(limit: number, page: (offset: number) => Promise<{ total: number; list: T[] }>): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const { total, list } = await page(all.length);
    all.push(...list);
    if (list.length > limit || (list.length === 0 && all.length < total))
      throw new Error(`a page of ${list.length} with ${all.length} of ${total}`);
    if (all.length >= total) return all;
  }
}
