import { useQuery } from '@tanstack/react-query';
import type { EntryKind } from '../../../electron/contract/history.ts';
import { ask } from '../../bridge/bridge.ts';
import { parentOf } from './place.ts';
import { versionAt } from './sessions.ts';
import { useKnownEntry } from './use-folder.ts';

/** What an address shows: a folder, and in it what is opened, if anything. */
export type Opened = { folder: string; selected: string | null };

/** A path as a folder to be listed, or as something in the folder around it; undefined while that is not known. */
export function useOpened(job: string, session: number | undefined, path: string): Opened | undefined {
  const known = useKnownEntry();
  const entry = session === undefined || path === '' ? undefined : known(job, session, path);
  const kind: EntryKind | undefined = path === '' ? 'folder' : entry?.state?.kind;
  const { data, isError } = useQuery({
    queryKey: ['history.versions', { name: job, path, limit: 1000 }],
    queryFn: () => ask('history.versions', { name: job, path, limit: 1000 }),
    enabled: kind === undefined && session !== undefined,
  });
  if (session === undefined) return undefined;
  if (kind !== undefined) return openedAs(kind, path);
  if (data) return openedAs((versionAt(data.versions, session) ?? data.versions[0])?.state.kind ?? 'folder', path);
  // Where nothing is recorded of it, listing it is the only way to know.
  return isError ? openedAs('folder', path) : undefined;
}

const openedAs = (kind: EntryKind, path: string): Opened =>
  kind === 'folder' ? { folder: path, selected: null } : { folder: parentOf(path), selected: path };
