import type { Changes, EntryState, Folder, PathChange } from '../contract/history.ts';
import type { Facts } from '../contract/failure.ts';
import { formatBytes, formatNumber } from '../contract/words/format.ts';
import { createColumns } from './columns.ts';
import { must, type Shell } from './context.ts';
import { sayPages } from './pages.ts';
import { placeOf } from './past-commands.ts';
import { namedEntry, sessionName, stateColumns } from './past-lines.ts';
import { whileReading } from './reading-line.ts';
import { exit } from './say.ts';
import { settleHistory } from './settled-history.ts';
import { typedEntry } from './typed-entry.ts';

const entriesAPage = 1000;

export type FolderOptions = { at: string; long?: boolean };

/** Lists a folder as it was. */
export async function listFolder(shell: Shell, name: string, typed: string | undefined, { at, long }: FolderOptions): Promise<number> {
  const { engine, t, language } = shell;
  const path = await typedEntry(shell, name, typed ?? '');
  await settleHistory(shell, name);
  async function* pages(): AsyncGenerator<Folder> {
    // What the moment means is settled by the first page: a session may come while the others are read.
    for (let [offset, total, moment] = [0, 1, at]; offset < total; offset += entriesAPage) {
      const ask = { name, path, at: moment, offset, limit: entriesAPage };
      const page = must(await whileReading(shell, name, () => engine.ask('history.folder', ask)));
      [total, moment] = [page.total, String(page.session)];
      yield page;
    }
  }
  const columns = createColumns([2]);
  const row = ({ name: entry, state, differs }: Folder['entries'][number]) => {
    const since = differs === 'changed' || differs === 'gone' ? `  [${t(`past.${differs}-since`)}]` : '';
    return [...stateColumns(shell, state), namedEntry(entry, state) + since];
  };
  const head = ({ session, total, source }: Folder) => [
    t('past.folder', {
      when: sessionName(session, language),
      path: placeOf(name, path),
      count: total,
      number: formatNumber(total, language),
    }),
    ...(source === 'tool' ? [t('past.names-only')] : []),
  ];
  await sayPages(shell, {
    list: 'entries',
    pages: pages(),
    lines: (page, isFirst) => [
      ...(isFirst ? head(page) : []),
      ...(long === true ? columns(page.entries.map(row)) : page.entries.map(({ name: entry, state }) => namedEntry(entry, plain(state)))),
    ],
  });
  return exit.ok;
}

/** Where a link leads is only shown in the long form. */
const plain = (state: EntryState | null): EntryState | null => (state?.kind === 'link' ? null : state);

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** Says what differs between two moments, below a path. */
export async function listChanges(
  shell: Shell,
  name: string,
  from: string,
  to: string | undefined,
  typed: string | undefined,
): Promise<number> {
  const { engine, t, language } = shell;
  const path = await typedEntry(shell, name, typed ?? '');
  await settleHistory(shell, name);
  async function* pages(): AsyncGenerator<Changes> {
    for (let [offset, total, older, newer] = [0, 1, from, to ?? 'now']; offset < total; offset += entriesAPage) {
      const ask = { name, path, from: older, to: newer, offset, limit: entriesAPage };
      const page = must(await engine.ask('history.changes', ask));
      total = page.added.count + page.removed.count + page.changed.count;
      [older, newer] = [String(page.from), String(page.to)];
      yield page;
    }
  }
  const columns = createColumns([1, 2]);
  const size = (state: EntryState | null) => (state?.kind === 'file' && state.size !== null ? formatBytes(state.size, language) : '');
  const row = ({ path: changed, change, before, after }: PathChange) => [
    signs[change],
    size(before),
    before?.size === after?.size ? '' : size(after),
    namedEntry(changed, after ?? before),
  ];
  const amounts = ({ added, removed, changed }: Changes): Facts =>
    Object.fromEntries(
      Object.entries({ added, removed, changed }).flatMap(([key, { count, bytes }]) => [
        [key, formatNumber(count, language)],
        [`${key}Bytes`, formatBytes(bytes, language)],
      ]),
    );
  const sessions = ({ from: older, to: newer }: Changes) => ({ from: sessionName(older, language), to: sessionName(newer, language) });
  await sayPages(shell, {
    list: 'entries',
    pages: pages(),
    lines: (page, isFirst) => [
      ...(isFirst ? [t('past.changes', { ...sessions(page), path: placeOf(name, path) })] : []),
      ...columns(page.entries.map(row)),
    ],
    end: (page) => [page.added.count + page.removed.count + page.changed.count === 0 ? t('past.same') : t('past.amounts', amounts(page))],
  });
  return exit.ok;
}
