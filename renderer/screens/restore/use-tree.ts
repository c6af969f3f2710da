import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Folder } from '../../../electron/contract/history.ts';
import { ask } from '../../bridge/bridge.ts';
import { treeRows, type Listing, type TreeRow } from './tree-rows.ts';

const pageLength = 500;

const pageOf = (name: string, session: number, path: string, offset: number) => {
  const input = { name, at: String(session), path, later: false, offset, limit: pageLength };
  return { queryKey: ['history.folder', input], queryFn: () => ask('history.folder', input) };
};

type Page = { path: string; offset: number };
type Answered = { data: Folder | undefined; error: Error | null };
const heads = (open: ReadonlySet<string>): Page[] => [...open].map((path) => ({ path, offset: 0 }));
const combine = (answers: readonly { data: Folder | undefined; error: Error | null }[]): Answered[] =>
  answers.map(({ data, error }) => ({ data, error }));

/** The lines of the open folders of a session; of long folders the pages that were in sight. What was on screen stays until another session is there. */
export function useTree(name: string, session: number, open: ReadonlySet<string>) {
  const [further, setFurther] = useState<readonly Page[]>([]);
  const pages = useMemo(() => [...heads(open), ...further.filter(({ path }) => open.has(path))], [open, further]);
  const answers = useQueries({ queries: pages.map(({ path, offset }) => pageOf(name, session, path, offset)), combine });
  const isCurrent = answers.every(({ data, error }) => data !== undefined || error !== null);
  const rows = useMemo(() => treeRows(open, listingsOf(pages, answers)), [open, pages, answers]);

  const [kept, setKept] = useState<{ rows: readonly TreeRow[]; isNamesOnly: boolean }>({ rows: [], isNamesOnly: false });
  const root = answers[0];
  if (isCurrent && kept.rows !== rows) setKept({ rows, isNamesOnly: root?.data?.source === 'tool' });
  const shown = isCurrent ? rows : kept.rows;

  const onRange = useCallback(
    (first: number, end: number) => {
      const lacking = shown.slice(first, end).filter((row) => row.entry === undefined && row.index >= 0);
      if (lacking.length === 0) return;
      setFurther((now) => {
        const known = new Set(now.map(({ path, offset }) => `${offset} ${path}`));
        const fresh = new Map<string, Page>();
        for (const { folder, index } of lacking) {
          const offset = Math.floor(index / pageLength) * pageLength;
          const key = `${offset} ${folder}`;
          if (offset > 0 && !known.has(key)) fresh.set(key, { path: folder, offset });
        }
        return fresh.size === 0 ? now : [...now, ...fresh.values()];
      });
    },
    [shown],
  );
  // A folder that was open at another date and is not there now is no trouble.
  const listed = new Set(rows.map(({ path }) => path));
  const troubles = pages.flatMap(({ path, offset }, at) => {
    const error = answers[at]?.error;
    return error && offset === 0 && listed.has(path) ? [{ path, error }] : [];
  });
  return { rows: shown, isCurrent, isNamesOnly: kept.isNamesOnly, troubles, onRange };
}

function listingsOf(pages: readonly Page[], answers: readonly Answered[]): Map<string, Listing> {
  const known = new Map<string, Map<number, Folder>>();
  pages.forEach(({ path, offset }, at) => {
    const data = answers[at]?.data;
    if (data) known.set(path, (known.get(path) ?? new Map<number, Folder>()).set(offset, data));
  });
  return new Map(
    [...known].map(([path, folders]) => [
      path,
      {
        total: folders.get(0)?.total ?? 0,
        entryAt: (index) => {
          const offset = Math.floor(index / pageLength) * pageLength;
          return folders.get(offset)?.entries[index - offset];
        },
      },
    ]),
  );
}

/** The names in a folder, all of them; undefined where there are more than so many. */
export function useNamesIn(name: string, session: number | undefined) {
  const queries = useQueryClient();
  return async (path: string, most: number): Promise<string[] | { total: number }> => {
    const names: string[] = [];
    for (let offset = 0, end = 1; offset < end; offset += pageLength) {
      const page = await queries.query({ ...pageOf(name, session ?? 0, path, offset), staleTime: Infinity });
      if (page.total > most) return { total: page.total };
      names.push(...page.entries.map((entry) => entry.name));
      end = page.total;
    }
    return names;
  };
}
