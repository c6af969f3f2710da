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
export async function keyFileProblem(deps: Deps, keyFile: string): Promise<ConnectionCause | undefined> {
  const half = await publicHalf(deps, keyFile);
  return 'problem' in half ? half.problem : undefined;
}

/**
 * The line of authorized_keys(5) for a key that may read files there and do nothing else, whoever holds it: no shell, no forwarding, and
 * an sftp that writes nothing.
 */
export async function readingKeyLine(deps: Deps, keyFile: string): Promise<{ line: string } | { problem: ConnectionCause }> {
  const half = await publicHalf(deps, keyFile);
  if ('problem' in half) return half;
  return half.key === null ? { problem: 'key-unreadable' } : { line: `restrict,command="internal-sftp -R" ${half.key}` };
}

/** The public half without its comment; null where there is no ssh-keygen that would know it. */
async function publicHalf({ files, processes }: Deps, keyFile: string): Promise<{ key: string | null } | { problem: ConnectionCause }> {
  const problem = await keyFileMode(files, keyFile);
  if (problem !== undefined) return { problem };
  const tool = processes.find('ssh-keygen');
  if (tool === undefined) return { key: null };
  const answer = await processes.run({ file: tool, args: ['-y', '-P', '', '-f', keyFile], cwd: '/', timeoutMs: 10_000 });
  if (answer.code !== 0) return { problem: /passphrase/i.test(answer.stderr) ? 'passphrase-needed' : 'key-unreadable' };
  return { key: /^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}(?=\s|$)/.exec(answer.stdout)?.[0] ?? null };
}
