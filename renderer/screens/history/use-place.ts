import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EntryKind } from '../../../electron/contract/history.ts';
import { ask } from '../../bridge/bridge.ts';
import { parentOf, type Place } from './place.ts';
import { versionAt } from './sessions.ts';
import { useFolderAhead, useKnownEntry } from './use-folder.ts';

/** What an address shows: a folder, and in it what is opened, if anything. */
export type Opened = { folder: string; selected: string | null };

/** A path as a folder to be listed, or as something in the folder around it; undefined while that is not known. */
export function useOpened(job: string, session: number | undefined, path: string): Opened | undefined {
  const known = useKnownEntry();
  const entry = session === undefined || path === '' ? undefined : known(job, session, path);
  const kind: EntryKind | undefined = path === '' ? 'folder' : entry?.state?.kind;
  const isAsked = kind === undefined && session !== undefined;
  const { data, isError } = useQuery({
    queryKey: ['history.versions', { name: job, path, limit: 1000 }],
    queryFn: () => ask('history.versions', { name: job, path, limit: 1000 }),
    enabled: isAsked,
  });
  // Most paths are folders.
  useFolderAhead({ name: job, session, path }, isAsked);
  if (session === undefined) return undefined;
  if (kind !== undefined) return openedAs(kind, path);
  if (data) return openedAs((versionAt(data.versions, session) ?? data.versions[0])?.state.kind ?? 'folder', path);
  // Where nothing is recorded of it, listing it is the only way to know.
  return isError ? openedAs('folder', path) : undefined;
}

/** What the screen shows. */
export type Shown = { place: Place; opened: Opened; session: number };

/** The last that was known of what the screen shows: it stays there until more is known of where it goes. */
export function useLastShown(now: Shown | undefined): Shown | undefined {
  const [last, setLast] = useState(now);
  if (now && JSON.stringify(now) !== JSON.stringify(last)) setLast(now);
  return now ?? last;
}

const openedAs = (kind: EntryKind, path: string): Opened =>
  kind === 'folder' ? { folder: path, selected: null } : { folder: parentOf(path), selected: path };
