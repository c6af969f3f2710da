import { AbsolutePath } from '../../../electron/contract/location.ts';
import type { RestorePlace } from '../../../electron/contract/restore.ts';
import type { Choice } from './choice.ts';

/** Where it is to go, as it is chosen and typed. What is typed for one kind stays while another is looked at. `asItself`: one thing alone gets that very path. */
export type Where = { kind: 'new' | 'original' | 'folder' | 'host'; folder: string; host: string; hostPath: string; asItself: boolean };

/** Nothing typed yet: a new folder. */
export const newFolder: Where = { kind: 'new', folder: '', host: '', hostPath: '', asItself: false };

/** The one thing that is wanted, where it could get a path of its own. */
export const singleOf = (choice: Choice): string | null => (choice.size === 1 ? [...choice][0] || null : null);

/**
 * The place that is meant for what is wanted, `single` where that is one thing alone; or why what is typed is none, as a word of the
 * catalogue, '' where nothing is typed yet.
 */
export function placeOf(
  { kind, folder, host, hostPath, asItself }: Where,
  single: string | null,
): { place: RestorePlace } | { wrong: string } {
  if (kind === 'new' || kind === 'original') return { place: { kind } };
  const path = (kind === 'folder' ? folder : hostPath).trim();
  if (path === '' || (kind === 'host' && host === '')) return { wrong: '' };
  const parsed = AbsolutePath.safeParse(path);
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.message ?? 'other' };
  return { place: { kind: asItself && single !== null ? 'as' : 'path', to: kind === 'host' ? `${host}:${parsed.data}` : parsed.data } };
}
