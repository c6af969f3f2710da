import { join } from 'node:path';
import type { Host } from '../../contract/host.ts';
import { bringDataCommand, selectionList } from '../../rdiff-backup/rdiff-backup.ts';
import type { FetchDeps, Unread } from '../../ssh/ssh.ts';
import { noTool, runThere, troubleOf, withTool } from './tool-there.ts';

/** Why nothing was brought. `unwanted`: it was ended before it was done. */
export type Unbrought = Exclude<Unread, { kind: 'restricted' }> | { kind: 'unwanted' };

const into = 'brought';
const withinMs = 3_600_000;
const reserve = 64 * 1024 ** 2;

// Of a source, rdiff-backup tells beside what it could not read, and goes on. What has vanished meanwhile is another matter.
const unreadable = /^WARNING:\s+ListError(?!.*\[Errno 2\]).*$/m;

/**
 * Lets rdiff-backup copy files out of the data folder of a repository on a host, those that one of the patterns fits; `use` gets the folder
 * that they came into, which lasts only for the call. It ends when it is not wanted any more, or when the disk of the home gets full.
 */
export async function bringData<T>(
  deps: FetchDeps,
  { host, path, isWanted }: { host: Host; path: string; isWanted: () => boolean },
  patterns: readonly string[],
  use: (work: string) => Promise<T>,
): Promise<{ kind: 'brought'; value: T } | Unbrought> {
  let answer: { kind: 'brought'; value: T } | Unbrought = noTool;
  await withTool(deps, host, async (tool, work) => {
    const included = patterns.map((pattern) => ({ action: 'include', pattern }) as const);
    const stdin = join(work, 'selection');
    await deps.files.write(stdin, selectionList([...included, { action: 'exclude', pattern: '**' }], path));
    const disk = { isFull: false };
    const goesOn = async () => {
      disk.isFull ||= (await deps.files.space(work)).free < reserve;
      return isWanted() && !disk.isFull;
    };
    const args = bringDataCommand(tool, { host: host.id, path }, into);
    const { code, errors } = await runThere(deps, { args, cwd: work, stdin }, withinMs, goesOn);
    const [line] = unreadable.exec(errors) ?? [];
    if (!isWanted()) answer = { kind: 'unwanted' };
    else if (disk.isFull) answer = { kind: 'failed', line: 'No space left on device' };
    else if (/Source path .* does not exist/s.test(errors)) answer = { kind: 'none' };
    // 2 is a warning.
    else if (code !== 0 && code !== 2) answer = troubleOf(errors);
    else if (line !== undefined) answer = { kind: 'failed', line };
    else answer = { kind: 'brought', value: await use(join(work, into)) };
  });
  return answer;
}
