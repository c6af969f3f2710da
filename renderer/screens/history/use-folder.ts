import { keepPreviousData, useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Folder, FolderEntry } from '../../../electron/contract/history.ts';
import type { Asked } from '../../../electron/contract/requests.ts';
import { ask } from '../../bridge/bridge.ts';

export type FolderOrder = Asked<'history.folder'>['order'];
export type FolderQuestion = { name: string; session: number; path: string; order: FolderOrder; later: boolean };

/** An entry and its place in the folder; null where there is none. */
export type Found = { index: number; entry: FolderEntry } | null;

const pageLength = 200;
/** How many entries are looked through for a name; in a longer folder the search is the way. */
const looked = 10_000;

const pageOf = ({ name, session, path, order, later }: FolderQuestion, offset: number) => {
  const input = { name, at: String(session), path, order, later, offset, limit: pageLength };
  return { queryKey: ['history.folder', input], queryFn: () => ask('history.folder', input) };
};

/** A folder of any length: the pages in sight are asked for. What was on screen stays until the next folder is there. */
export function useFolder(question: FolderQuestion) {
  const queries = useQueryClient();
  const { name, session, path, order, later } = question;
  const [range, setRange] = useState<[first: number, end: number]>([0, 0]);
  const head = useQuery({ ...pageOf(question, 0), placeholderData: keepPreviousData });
  const shown = head.data;
  const isCurrent = shown !== undefined && !head.isPlaceholderData;
  const total = shown?.total ?? 0;

  const offsets = isCurrent ? offsetsIn(Math.min(range[0], total), Math.min(range[1], total)).filter((offset) => offset > 0) : [];
  const further = useQueries({ queries: offsets.map((offset) => pageOf(question, offset)) });
  const pages = new Map<number, Folder | undefined>([[0, shown], ...offsets.map((offset, at) => [offset, further[at]?.data] as const)]);
  const error = head.error ?? further.find((page) => page.error)?.error ?? null;

  const onRange = useCallback((first: number, end: number) => setRange(([a, b]) => (a === first && b === end ? [a, b] : [first, end])), []);
  const entryAt = (index: number): FolderEntry | undefined => {
    const offset = Math.floor(index / pageLength) * pageLength;
    return pages.get(offset)?.entries[index - offset];
  };
  /** The first entry, from a place on and round, that fits: at once where the folder is short. */
  const find = useCallback(
    (fits: (entry: FolderEntry) => boolean, from = 0): Found | Promise<Found> => {
      const foundIn = (entries: readonly FolderEntry[]): Found => {
        const after = entries.findIndex((entry, index) => index >= from && fits(entry));
        const index = after >= 0 ? after : entries.findIndex(fits);
        const entry = entries[index];
        return entry ? { index, entry } : null;
      };
      if (isCurrent && shown.entries.length === shown.total) return foundIn(shown.entries);
      return entriesOf(queries, { name, session, path, order, later }).then(foundIn);
    },
    [queries, shown, isCurrent, name, session, path, order, later],
  );
  return { shown, isCurrent, total, entryAt, error, retry: () => void head.refetch(), onRange, find };
}

/** Asks for what a folder holds, as it is shown at first, before it is shown. */
export function useFolderAhead(
  { name, session, path }: { name: string; session: number | undefined; path: string },
  isWanted: boolean,
): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isWanted || session === undefined) return;
    const page = pageOf({ name, session, path, order: 'name', later: false }, 0);
    // What stands in its way is said where it is shown.
    queries.query(page).catch(() => undefined);
  }, [queries, name, session, path, isWanted]);
}

async function entriesOf(queries: QueryClient, question: FolderQuestion): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  for (let offset = 0, end = 1; offset < Math.min(end, looked); offset += pageLength) {
    const page = await queries.query({ ...pageOf(question, offset), staleTime: Infinity });
    entries.push(...page.entries);
    end = page.total;
  }
  return entries;
}

const offsetsIn = (first: number, end: number): number[] => {
  const from = Math.floor(first / pageLength);
  return Array.from({ length: Math.max(0, Math.ceil(end / pageLength) - from) }, (_, index) => (from + index) * pageLength);
};

/** What is known of an entry from the folders that were looked at, without asking. */
export function useKnownEntry() {
  const queries = useQueryClient();
  return (job: string, session: number, path: string): FolderEntry | undefined => {
    const cut = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, Math.max(0, cut)), path.slice(cut + 1)];
    const pages = queries.getQueriesData<Folder>({ queryKey: ['history.folder', { name: job, at: String(session), path: folder }] });
    for (const [, page] of pages) {
      const entry = page?.entries.find((one) => one.name === name);
      if (entry) return entry;
    }
    return undefined;
  };
}
