import { join } from 'node:path';
import type { Host } from '../../contract/host.ts';
import { ConnectionCause } from '../../contract/outcome.ts';
import type { LongCommand } from '../../platform/ports.ts';
import { causeOf } from '../../rdiff-backup/rdiff-backup.ts';
import { serverCommand, writeSshFiles, type FetchDeps, type Unread } from '../../ssh/ssh.ts';

const lookEveryMs = 200;
const maxErrors = 65_536;

export const noTool = { kind: 'failed', line: 'rdiff-backup: command not found' } as const;

/** Makes a folder from which rdiff-backup reaches a host, for as long as it is used; does nothing where there is no rdiff-backup here. */
export async function withTool(deps: FetchDeps, host: Host, use: (tool: string, work: string) => Promise<void>): Promise<void> {
  const tool = deps.processes.find('rdiff-backup');
  if (tool === undefined) return;
  await deps.scratch(async (work) => {
    await writeSshFiles(deps.files, work, host, serverCommand(host));
    await use(tool, work);
  });
}

/** What a command has come to: `printed` is the file that it wrote to, `errors` what it said beside. */
export type SaidThere = { code: number; printed: string; errors: string };

/** Lets a command run to its end in the folder that was made for it, or ends it when it takes too long or nobody waits for it any more. */
export async function runThere(
  { processes, clock, files, over }: FetchDeps,
  command: Pick<LongCommand, 'args' | 'cwd' | 'stdin'>,
  withinMs: number,
  isWanted: () => boolean | Promise<boolean>,
): Promise<SaidThere> {
  const [printed = '', stderr = '', exitFile = '', pidFile = ''] = ['printed', 'errors', 'exit', 'pid'].map((name) =>
    join(command.cwd, name),
  );
  const { mark, ended } = processes.launch({ ...command, stdout: printed, stderr, exitFile, pidFile });
  const end = new AbortController();
  void ended.then(() => {
    end.abort();
  });
  const until = clock.monotonic() + withinMs;
  while (!end.signal.aborted) {
    await clock.sleep(lookEveryMs, end.signal);
    if (clock.monotonic() > until || over?.aborted === true || !(await isWanted())) processes.signalGroup(mark, 'SIGKILL');
  }
  return { code: Number((await files.text(exitFile, 16)) ?? '-1'), printed, errors: (await files.text(stderr, maxErrors)) ?? '' };
}

/** Why rdiff-backup could not do on a host what it was asked for, by what it said. */
export function troubleOf(errors: string): Exclude<Unread, { kind: 'restricted' }> {
  const known = causeOf(errors);
  const cause = ConnectionCause.safeParse(known?.cause);
  if (known && cause.success) return { kind: 'unreachable', cause: cause.data, line: known.line };
  if (/couldn't be identified as being within an existing backup repository|Could not get time of current mirror/.test(errors))
    return { kind: 'none' };
  return { kind: 'failed', line: known?.line ?? errors.trim().split('\n').at(-1) ?? '' };
}
