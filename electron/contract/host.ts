import * as z from 'zod';
import { Address, Fingerprint, HostId, HostName, Port, User } from './names.ts';

/** The ways rdiff-backup may be called on a host. A closed set: this text becomes part of a remote command line. */
export const RemoteCommand = z.union(
  [
    z.literal('rdiff-backup'),
    z.literal('sudo -n rdiff-backup'),
    z.string().regex(/^(?:\/[A-Za-z0-9_+][A-Za-z0-9._+-]*){1,16}$/, 'remote-command'),
  ],
  { error: 'remote-command' },
);

/** A private key on this machine. Quotes, `%`, `$` and backslashes have a meaning in ssh_config(5) and are refused. */
export const KeyFile = z
  .string()
  .max(4095, 'key-file')
  .regex(/^\/[^"%$\\\p{Cc}]+$/u, 'key-file')
  .refine((path) => path.isWellFormed(), 'key-file');

/** A host key as known_hosts(5) writes it. */
export const HostKey = z.strictObject({
  type: z.enum(['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa']),
  key: z.string().regex(/^[A-Za-z0-9+/]{40,4096}={0,2}$/),
});
export type HostKey = z.infer<typeof HostKey>;

export const Version = z.string().regex(/^\d{1,3}\.\d{1,3}(?:\.\d{1,3})?[A-Za-z0-9.+]{0,40}$/);

/** A machine reached over SSH. `confirmedAt` (epoch ms) is when a person said yes to the pinned key. */
export const Host = z.strictObject({
  id: HostId,
  name: HostName,
  address: Address,
  port: Port,
  user: User,
  keyFile: KeyFile,
  /** The key that reads files there over SFTP, where `keyFile` may do nothing but start rdiff-backup; null: `keyFile` does both. */
  readKeyFile: KeyFile.nullable(),
  command: RemoteCommand,
  hostKey: HostKey,
  confirmedAt: z.number().int().nonnegative(),
  /** rdiff-backup's version there, when a test has seen it. */
  version: Version.nullable(),
});
export type Host = z.infer<typeof Host>;

/** What is needed to speak to a host for the first time. */
export const HostDraft = Host.pick({ name: true, address: true, port: true, user: true, keyFile: true, command: true }).extend({
  readKeyFile: KeyFile.nullable().default(null),
});
export type HostDraft = z.infer<typeof HostDraft>;

/** A host key together with the fingerprint that a person compares. */
export const SeenKey = z.strictObject({ hostKey: HostKey, fingerprint: Fingerprint });
export type SeenKey = z.infer<typeof SeenKey>;
