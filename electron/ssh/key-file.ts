import type { ConnectionCause } from '../contract/outcome.ts';
import type { Files, Processes } from '../platform/ports.ts';

type Deps = { files: Files; processes: Processes };

/** What is wrong with a private key file as far as its place and mode tell; undefined when ssh would read it. */
export async function keyFileMode(files: Files, keyFile: string): Promise<ConnectionCause | undefined> {
  const info = await files.info(keyFile).catch(() => undefined);
  // A link could be pointed elsewhere later; the file itself is asked for.
  if (info?.kind !== 'file') return 'key-unreadable';
  return (info.mode & 0o077) === 0 ? undefined : 'key-too-open';
}

/** The same, and whether it is a key that works without a passphrase. Nothing is sent anywhere. */
export async function keyFileProblem({ files, processes }: Deps, keyFile: string): Promise<ConnectionCause | undefined> {
  const problem = await keyFileMode(files, keyFile);
  const tool = processes.find('ssh-keygen');
  if (problem !== undefined || tool === undefined) return problem;
  const answer = await processes.run({ file: tool, args: ['-y', '-P', '', '-f', keyFile], cwd: '/', timeoutMs: 10_000 });
  if (answer.code === 0) return undefined;
  return /passphrase/i.test(answer.stderr) ? 'passphrase-needed' : 'key-unreadable';
}
