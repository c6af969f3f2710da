import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Restoring } from './restoring.ts';
import { makeKey, publicLine } from './sshd-keys.ts';
import { startSshd, type Sshd } from './sshd.ts';

export type ClosedHost = { addTo(restoring: Restoring, name: string): Promise<void>; dispose(): Promise<void> };

/** A host whose first key starts nothing but rdiff-backup, and whose second only reads files: nothing of ours can work there. */
export async function startClosedHost(dir: string): Promise<ClosedHost> {
  mkdirSync(dir);
  const sshd: Sshd = await startSshd({ dir, authorizedOptions: 'restrict,command="rdiff-backup server"' });
  const readKeyFile = join(dir, 'read-key');
  await makeKey(readKeyFile);
  await sshd.letInAlso(`restrict,command="internal-sftp -R" ${publicLine(readKeyFile)}`);
  const { user, port, keyFile } = sshd;
  return {
    addTo: async (restoring, name) => {
      const host = { address: '127.0.0.1', port, user, keyFile, command: 'rdiff-backup' as const, fingerprint: sshd.fingerprint() };
      await restoring.ask('host.add', { ...host, name, readKeyFile });
    },
    dispose: () => sshd.dispose(),
  };
}
