import { join } from 'node:path';
import type { Host } from '../contract/host.ts';
import type { ConnectionCause } from '../contract/outcome.ts';
import type { Clock, LongCommand } from '../platform/ports.ts';
import { writeSshFiles, type SshDeps } from './ask-host.ts';
import { connectionCause } from './connection-messages.ts';
import { keyFileMode } from './key-file.ts';
import { configName } from './ssh-config.ts';

/** `over` ends what is under way. */
export type FetchDeps = SshDeps & { clock: Clock; over?: AbortSignal };

/**
 * Why files could not be read on a host. `restricted`: who logs in by this key gets something else than SFTP. `none`: the folder is not there.
 * `line` is what the tools said, and may be empty.
 */
export type Unread =
  | { kind: 'restricted'; line: string }
  | { kind: 'unreachable'; cause: ConnectionCause; line: string }
  | { kind: 'none' }
  | { kind: 'failed'; line: string };

/** How a session with sftp ended. `began` is whether the other side spoke SFTP at all; `stopped` is why we have ended it. */
export type Talk = { began: boolean; code: number; errors: string; stopped: 'silent' | 'too-much' | 'told' | null };

/** The key that reads files on a host. */
export const readingKey = ({ keyFile, readKeyFile }: Pick<Host, 'keyFile' | 'readKeyFile'>): string => readKeyFile ?? keyFile;

const batchName = 'batch';
/** What sftp prints, in the folder of the session. */
export const printedName = 'printed';
const lookEveryMs = 250;
const silentAfterMs = 60_000;
const maxErrors = 65_536;

/**
 * Lets OpenSSH's own sftp do `commands` on a host whose key is pinned, in a private folder: on the command line the host is an alias only, and
 * every command is one of ours. `watch` counts the bytes that have come; where it answers undefined, or for a minute the same, the session is ended.
 */
export async function talk(
  deps: FetchDeps,
  { host, folder, commands, watch }: { host: Host; folder: string; commands: readonly string[]; watch: () => Promise<number | undefined> },
): Promise<Talk | Unread> {
  const { files, processes, clock } = deps;
  const keyFile = readingKey(host);
  const problem = await keyFileMode(files, keyFile);
  if (problem) return { kind: 'unreachable', cause: problem, line: '' };
  const tool = processes.find('sftp');
  if (tool === undefined) return { kind: 'failed', line: 'sftp: command not found' };
  await writeSshFiles(files, folder, { ...host, keyFile }, null);
  await files.write(join(folder, batchName), commands.map((command) => `${command}\n`).join(''));

  const { mark, ended } = processes.launch(commandIn(folder, tool, host));
  const end = new AbortController();
  void ended.then(() => {
    end.abort();
  });
  const told = deps.over ? [deps.over] : [];
  let stopped: Talk['stopped'] = null;
  let before = { bytes: -1, at: clock.monotonic() };
  while (!end.signal.aborted) {
    await clock.sleep(lookEveryMs, AbortSignal.any([end.signal, ...told]));
    const bytes = await watch();
    if (deps.over?.aborted === true) stopped = 'told';
    else if (bytes === undefined) stopped = 'too-much';
    else if (bytes !== before.bytes) before = { bytes, at: clock.monotonic() };
    else if (clock.monotonic() - before.at > silentAfterMs) stopped = 'silent';
    if (stopped === null) continue;
    processes.signalGroup(mark, 'SIGTERM');
    await clock.sleep(2000, end.signal);
    processes.signalGroup(mark, 'SIGKILL');
    await ended;
  }
  return {
    began: ((await files.info(join(folder, printedName)))?.size ?? 0) > 0,
    code: Number((await files.text(join(folder, 'exit'), 16)) ?? '-1'),
    errors: (await files.text(join(folder, 'errors'), maxErrors)) ?? '',
    stopped,
  };
}

const commandIn = (folder: string, tool: string, host: Host): LongCommand => ({
  args: [tool, '-F', `./${configName}`, '-b', `./${batchName}`, '--', host.id],
  cwd: folder,
  stdin: null,
  stdout: join(folder, printedName),
  stderr: join(folder, 'errors'),
  exitFile: join(folder, 'exit'),
  pidFile: join(folder, 'pid'),
});

/** What a session came to; undefined when it did all it was told. */
export function troubleOf({ began, code, errors, stopped }: Talk): Unread | undefined {
  const line = lastLine(errors);
  if (stopped === 'told') return { kind: 'failed', line: 'Interrupted' };
  if (stopped === 'too-much') return { kind: 'failed', line: 'File too large' };
  if (!began) {
    const known = connectionCause(errors);
    // Whatever a login shell or a forced command says instead, it is no SFTP.
    return known && known.cause !== 'greeting' ? { kind: 'unreachable', ...known } : { kind: 'restricted', line };
  }
  if (stopped === 'silent') return { kind: 'unreachable', cause: 'timed-out', line };
  if (code === 0) return undefined;
  if (code === 255) return { kind: 'unreachable', ...(connectionCause(errors) ?? { cause: 'connection-lost', line }) };
  if (/No such file|not a directory/i.test(errors)) return { kind: 'none' };
  return { kind: 'failed', line };
}

/** The last line that says more than that it is over. */
function lastLine(errors: string): string {
  const lines = errors.split(/[\r\n]+/).filter((text) => text.trim() !== '' && !/^Connection closed\.?\s*$/.test(text));
  return lines.at(-1)?.trim() ?? '';
}
