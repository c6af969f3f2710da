import type { ConnectionCause } from '../contract/outcome.ts';
import type { Files, Processes } from '../platform/ports.ts';

type Deps = { files: Files; processes: Processes };

/** What is wrong with a private key file on this machine, before anything is sent anywhere; undefined when it can be used. */
export async function keyFileProblem({ files, processes }: Deps, keyFile: string): Promise<ConnectionCause | undefined> {
  const info = await files.info(keyFile).catch(() => undefined);
  // A link could be pointed elsewhere later; the file itself is asked for.
  if (info?.kind !== 'file') return 'key-unreadable';
  if ((info.mode & 0o077) !== 0) return 'key-too-open';
  const tool = processes.find('ssh-keygen');
  if (tool === undefined) return undefined;
  const answer = await processes.run({ file: tool, args: ['-y', '-P', '', '-f', keyFile], cwd: '/', timeoutMs: 10_000 });
  if (answer.code === 0) return undefined;
  return /passphrase/i.test(answer.stderr) ? 'passphrase-needed' : 'key-unreadable';
}
