import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { growHistory } from './history.ts';
import { manifestOf, type Manifest } from './manifest.ts';
import type { Office } from './office.ts';
import { startProxy, type Proxy } from './proxy.ts';
import type { ModosuShell } from './shell.ts';

/** `before`: the source as its newest session holds it. */
export type Shop = { source: string; before: Manifest };

/** A job `shop` of the office's web root, with three sessions of yesterday and the days before, and the host `standby`, reached by a port. */
export async function openShop({ dir, webRoot: source, sshd }: Office, shell: ModosuShell, port = sshd.port): Promise<Shop> {
  const repository = join(dir, 'backup/shop');
  const firstTime = Math.floor(Date.now() / 1000) - 4 * 86_400;
  await growHistory({ source, repository, sessions: 3, firstTime, stepSeconds: 86_400, seed: 3 });
  const where = ['--address', '127.0.0.1', '--port', String(port), '--user', sshd.user, '--key', sshd.keyFile];
  for (const words of [
    ['job', 'add', 'shop', '--from', source, '--to', repository, '--adopt'],
    ['host', 'add', 'standby', ...where, '--fingerprint', sshd.fingerprint()],
  ]) {
    const { code, stderr } = await shell.call(...words);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  }
  return { source, before: await manifestOf(source) };
}

/** `line` leads to the standby host; `target` is the folder on it that a restore is to fill, in one that holds nothing else. */
export type FarShop = Shop & { line: Proxy; target: string; close(): Promise<void> };

const photoBytes = 4_000_000;

/** The same with a large file in it, and a standby host at the end of a line that can be made as slow as a test needs it. */
export async function openFarShop(office: Office, shell: ModosuShell): Promise<FarShop> {
  await writeFile(join(office.webRoot, 'photo.raw'), randomBytes(photoBytes));
  const line = await startProxy({ targetPort: office.sshd.port });
  const shop = await openShop(office, shell, line.port);
  const target = join(office.dir, 'standby/www');
  await mkdir(join(office.dir, 'standby'));
  return { ...shop, line, target, close: () => line.close() };
}
