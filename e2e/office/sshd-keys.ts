import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Writes a new ed25519 key pair without passphrase to `file` (0600) and `file.pub`, replacing an old one. */
export async function makeKey(file: string): Promise<void> {
  await Promise.all([rm(file, { force: true }), rm(`${file}.pub`, { force: true })]);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'modosu office', '-f', file]);
}

/** The public half of a key as `ssh-ed25519 AAAA…`, without comment. */
export function publicLine(file: string): string {
  return readFileSync(`${file}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' ');
}

/** The fingerprint of a key as ssh shows it: `SHA256:…`. */
export function fingerprintOf(file: string): string {
  const blob = Buffer.from(publicLine(file).split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
