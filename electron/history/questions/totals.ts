import type { Totals } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes, rootEntry } from '../tables.ts';
import type { Paths } from './paths.ts';
import { versionAt } from './state.ts';
import type { View } from './view.ts';

export type TotalsInput = { session: number; paths: readonly string[] };

type Sum = { files: number; folders: number; others: number; bytes: number };
const nothing: Sum = { files: 0, folders: 0, others: 0, bytes: 0 };

// total() and not sum(): what a damaged repository calls a size may be beyond every integer.
const sums = `
  count(*) FILTER (WHERE v.kind = ${String(kindCodes.file)}) AS files,
  count(*) FILTER (WHERE v.kind = ${String(kindCodes.folder)}) AS folders,
  count(*) FILTER (WHERE v.kind NOT IN (${String(kindCodes.file)}, ${String(kindCodes.folder)})) AS others,
  total(v.size) FILTER (WHERE v.kind = ${String(kindCodes.file)}) AS bytes`;

/** The sum over some paths and all below them, each entry counted once. */
export function totalsQuestion(index: IndexFile, paths: Paths) {
  const single = index.prepare(`SELECT v.kind, ${sums} FROM version v WHERE ${versionAt('v', '?1', '?2')}`);
  const everything = index.prepare(`SELECT ${sums} FROM version v WHERE v.since <= ?1 AND v.until > ?1`);
  const within = index.prepare(`
    SELECT ${sums}, group_concat(CASE WHEN v.kind = ${String(kindCodes.folder)} THEN v.entry END) AS inner
    FROM entry e CROSS JOIN version v ON v.entry = e.id AND v.since <= ?1 AND v.until > ?1 WHERE e.folder = ?2`);

  function below(folder: number, number: number): Sum {
    let sum = nothing;
    for (const open = [folder]; open.length > 0;) {
      const row = within.get(number, open.pop() ?? 0) as Sum & { inner: string | null };
      sum = plus(sum, row);
      if (row.inner !== null) for (const inner of row.inner.split(',')) open.push(Number(inner));
    }
    return sum;
  }

  return (view: View, { session, paths: asked }: TotalsInput): Totals => {
    const number = view.numberOf(session);
    const there = new Map<string, { entry: number; isFolder: boolean; own: Sum }>();
    const missing: string[] = [];
    for (const path of new Set(asked)) {
      const entry = paths.find(view, path);
      const row = entry === undefined ? undefined : (single.get(entry, number) as (Sum & { kind: number | null }) | undefined);
      if (entry === undefined || row === undefined || row.kind === null) missing.push(path);
      else there.set(path, { entry, isFolder: row.kind === kindCodes.folder, own: row });
    }
    let sum = nothing;
    if (there.has('')) sum = everything.get(number) as Sum;
    else {
      for (const [path, { entry, isFolder, own }] of there) {
        if (foldersAbove(path).some((above) => there.has(above))) continue;
        sum = plus(sum, own);
        if (isFolder && entry !== rootEntry) sum = plus(sum, below(entry, number));
      }
    }
    const { files, folders, others, bytes } = sum;
    return { session, files, folders, others, bytes, missing };
  };
}

const plus = (one: Sum, other: Sum): Sum => ({
  files: one.files + other.files,
  folders: one.folders + other.folders,
  others: one.others + other.others,
  bytes: one.bytes + other.bytes,
});

const foldersAbove = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, at, names) => names.slice(0, at + 1).join('/'));
