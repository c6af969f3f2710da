import { named } from './answers.ts';
import type { Readers } from './asking.ts';
import type { VersionsOrder, VersionSums } from './plan/every-version.ts';
import type { PrintedFiles, PrintedNames } from './plan/printed-files.ts';
import type { HistoryThreads } from './threads.ts';

/** What a session has: its files, their bytes together, and those of the largest. */
export type Amount = { files: number; bytes: number; largest: number };

/** What verifying and drills ask of the past of the job with a name. All refuse as the other questions do. */
export type ProofReaders = {
  /** Writes into a new file `into` every state of every file that the newest session does not have any more. */
  planVersions(wanted: { name: string; into: string }): Promise<VersionSums>;
  /** The files that rdiff-backup has named in its own way. */
  printedFiles(wanted: PrintedNames & { name: string }): Promise<PrintedFiles>;
  amountOf(wanted: { name: string; session: number }): Promise<Amount>;
};

export function proofReaders({ threads }: { threads: HistoryThreads }, { readyToRestore, ask, put }: Readers): ProofReaders {
  return {
    planVersions: async ({ name, into }) => {
      const shelf = await readyToRestore(name);
      const order: VersionsOrder = { file: shelf.file, into };
      return named(
        shelf,
        put(shelf, () => threads.ask('versions', order) as Promise<VersionSums>),
      );
    },
    printedFiles: async ({ name, ...input }) => {
      const shelf = await readyToRestore(name);
      return named(
        shelf,
        put(shelf, () => threads.ask('printed', { file: shelf.file, ...input }) as Promise<PrintedFiles>),
      );
    },
    amountOf: async ({ name, session }) => {
      const shelf = await readyToRestore(name);
      const { files, bytes } = await named(shelf, ask(shelf, 'totals', { session, paths: [''] }));
      const [largest] = (await named(shelf, ask(shelf, 'largest', { session, by: 'size', offset: 0, limit: 1 }))).files;
      return { files, bytes, largest: largest?.state.size ?? 0 };
    },
  };
}
