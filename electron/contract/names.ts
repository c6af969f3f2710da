import * as z from 'zod';

// The messages are keys of the catalogue (`invalid.<message>`), so that a form and the shell say the same words.

/** A host's name in this program; it stands before the colon in `--from web1:/var/www`. */
export const HostName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'host-name');
/** A job's name: letters and digits of any script, blanks, dots, dashes. */
export const JobName = z
  .string()
  .max(64, 'job-name')
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u, 'job-name')
  .refine((name) => name === name.normalize('NFC') && name === name.trim(), 'job-name');

/** Ids are made by this program; on a command line a host is only its id. */
export const HostId = z.string().regex(/^host-[0-9a-f]{8,32}$/, 'id');
export const JobId = z.string().regex(/^job-[0-9a-f]{8,32}$/, 'id');
export const RunId = z.number().int().positive();

const name = /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.?$/;
/** A DNS name, an IPv4 or an IPv6 literal; nothing that ssh_config(5) could read as a token, a quote or an option. */
export const Address = z.union([z.string().regex(name, 'address'), z.ipv6('address')], { error: 'address' });
export const Port = z.number('port').int('port').min(1, 'port').max(65_535, 'port');
/** A login name as useradd(8) accepts it. */
export const User = z.string().regex(/^[a-z_][a-z0-9_.-]{0,31}\$?$/i, 'user');

/** `SHA256:` and 43 characters of base64, as `ssh-keygen -l` prints it. */
export const Fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'fingerprint');
