import * as z from 'zod';
import { HostId } from './names.ts';

const control = /\p{Cc}/u;
const maxPathBytes = 4095;
const maxNameBytes = 255;
const bytes = (text: string) => new TextEncoder().encode(text).length;

/** The first reason why a path cannot be used, as a key of the catalogue; undefined when it can. */
function reasonAgainst(path: string): string | undefined {
  if (!path.startsWith('/')) return 'path-relative';
  // rdiff-backup 2.2 turns every backslash of a location into a slash (its issue 1040): it would address another folder.
  if (path.includes('\\')) return 'path-backslash';
  if (control.test(path)) return 'path-control';
  if (!path.isWellFormed()) return 'path-unicode';
  if (bytes(path) > maxPathBytes) return 'path-long';
  const parts = path.split('/').slice(1);
  if (parts.some((part) => bytes(part) > maxNameBytes)) return 'path-long';
  if (parts.some((part) => part === '.' || part === '..')) return 'path-dots';
  return undefined;
}

/** An absolute path that rdiff-backup can address exactly. Doubled and trailing slashes are folded away. */
export const AbsolutePath = z
  .string()
  .superRefine((path, context) => {
    const reason = reasonAgainst(path);
    if (reason) context.addIssue({ code: 'custom', message: reason });
  })
  .transform((path) => path.replace(/\/{2,}/g, '/').replace(/([^])\/$/, '$1'));

/** A path on this machine (`host` is null), or on a host. */
export const Location = z.strictObject({ host: HostId.nullable(), path: AbsolutePath });
export type Location = z.infer<typeof Location>;

/** One text for one place, to tell whether two jobs mean the same repository. */
export const placeOf = (location: Location): string => `${location.host ?? ''}:${location.path}`;
