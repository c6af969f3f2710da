import type { Target } from '../../../electron/contract/wire.ts';

/** Where in the past the screen stands: a job, a session (null is the newest), a folder or something in it. */
export type Place = Extract<Target, { screen: 'history' }>;

/** The folder that holds a path; the source itself holds itself. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last name of a path; empty for the source itself. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A name below a folder. */
export const pathOf = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** A folder and every one above it, the source first. */
export function trailOf(path: string): string[] {
  const names = path === '' ? [] : path.split('/');
  return ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
}
