import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyTasks, type PlanSums } from '../../electron/history/history.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { openIndexFile } from '../../electron/platform/index-file.ts';
import { bringIndex } from './built-index.ts';
import type { PlanRecord } from './restore-plan.ts';

const tasks = historyTasks({ files: localFiles, open: openIndexFile });
type PlanTask = (
  order: Record<'file' | 'data' | 'attributes' | 'into', string> & { session: number; paths: readonly string[]; byTool: boolean },
) => Promise<PlanSums>;
const fields = ['kind', 'path', 'size', 'sha1', 'mtime', 'mode', 'uid', 'gid', 'user', 'group', 'target', 'links', 'way'] as const;

/** The plan that the program writes for a restore out of a repository, by the function that its thread calls. */
export async function programPlan(
  repository: string,
  session: number,
  paths: readonly string[] = [''],
): Promise<{ sums: PlanSums; records: PlanRecord[] }> {
  const [file, into, data] = [`${repository}.db`, `${repository}.plan`, join(repository, 'rdiff-backup-data')];
  await bringIndex(repository, file);
  const sums = await (tasks['plan'] as unknown as PlanTask)({ file, data, attributes: data, session, paths, byTool: false, into });
  return { sums, records: recordsOf(await readFile(into, 'latin1')) };
}

function recordsOf(text: string): PlanRecord[] {
  const parts = text.split('\0');
  if (parts.pop() !== '' || parts.length % fields.length !== 0) throw new Error('the last record of the plan is not whole');
  return Array.from(
    { length: parts.length / fields.length },
    (_, at) => Object.fromEntries(fields.map((field, place) => [field, parts[at * fields.length + place]])) as PlanRecord,
  );
}
