import { createHash } from 'node:crypto';
import { HostKey } from '../contract/host.ts';

/** The fingerprint that `ssh-keygen -l` prints: SHA-256 of the key, base64 without padding. */
export function fingerprintOf(hostKey: HostKey): string {
  const digest = createHash('sha256').update(Buffer.from(hostKey.key, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/** The first key of a known_hosts(5) text; undefined when it holds none that we know. */
export function firstKnownKey(knownHosts: string): HostKey | undefined {
  for (const line of knownHosts.split('\n')) {
    const [, type, key] = line.trim().split(' ');
    const parsed = HostKey.safeParse({ type, key });
    if (parsed.success) return parsed.data;
  }
  return undefined;
}

/** The signature algorithms that a pinned key of this type may be proved with (sshd_config(5), HostKeyAlgorithms). */
export const algorithmsOf = ({ type }: HostKey): string => (type === 'ssh-rsa' ? 'rsa-sha2-512,rsa-sha2-256' : type);
