import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../bridge/bridge.ts';

// A file is taken out of the repository once, and is forgotten soon after it was looked at.
const once = { staleTime: Infinity, gcTime: 60_000 };

/** A file as it was at a session. */
export const usePreview = (name: string, path: string, session: number) =>
  useQuery({
    queryKey: ['history.preview', { name, at: String(session), path }],
    queryFn: () => ask('history.preview', { name, at: String(session), path }),
    ...once,
  });

/** What differs in a text between two sessions. */
export const useDifference = (name: string, path: string, from: number, to: number) =>
  useQuery({
    queryKey: ['history.difference', { name, from: String(from), to: String(to), path }],
    queryFn: () => ask('history.difference', { name, from: String(from), to: String(to), path }),
    ...once,
  });
