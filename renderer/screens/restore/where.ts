import { AbsolutePath } from '../../../electron/contract/location.ts';
import type { RestorePlace } from '../../../electron/contract/restore.ts';

/** Where it is to go, as it is chosen and typed. What is typed for one kind stays while another is looked at. */
export type Where = { kind: 'new' | 'original' | 'folder' | 'host'; folder: string; host: string; hostPath: string };

/** Nothing typed yet: a new folder. */
export const newFolder: Where = { kind: 'new', folder: '', host: '', hostPath: '' };

/** The place that is meant; or why what is typed is none, as a word of the catalogue, '' where nothing is typed yet. */
export function placeOf({ kind, folder, host, hostPath }: Where): { place: RestorePlace } | { wrong: string } {
  if (kind === 'new' || kind === 'original') return { place: { kind } };
  const path = (kind === 'folder' ? folder : hostPath).trim();
  if (path === '' || (kind === 'host' && host === '')) return { wrong: '' };
  const parsed = AbsolutePath.safeParse(path);
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.message ?? 'other' };
  return { place: { kind: 'path', to: kind === 'host' ? `${host}:${parsed.data}` : parsed.data } };
}
