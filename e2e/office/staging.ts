import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { handEnd, startHand, type HandOptions } from './hand.ts';
import { planBytes, type PlanRecord } from './restore-plan.ts';

const run = promisify(execFile);
let works = 0;

export type Staged = { work: string; tree: string; end: Record<string, unknown> };
export type StageOptions = HandOptions & { workers?: number; special?: boolean; skip?: number[]; room?: number };

/** A name for a work folder, never the same. */
export const newWorkName = (): string => `.modosu-7-${String((works += 1)).padStart(8, '0')}`;

/** Stages a plan out of a repository into a new work folder of `parent`. */
export async function stageInto(
  parent: string,
  { repository, session, records }: { repository: string | null; session: number; records: readonly PlanRecord[] },
  { workers = 1, special = false, skip = [], room = 0, ...options }: StageOptions = {},
): Promise<Staged> {
  const name = newWorkName();
  const from = options.stream ? 'stream' : 'repository';
  const work = join(parent, name);
  const order = {
    op: 'stage',
    repository: from === 'stream' ? null : repository,
    session,
    work: { parent, name },
    special,
    workers,
    from,
    skip,
    room,
  };
  return { work, tree: join(work, 'tree'), end: await handEnd(order, planBytes(records), options) };
}

/** What a hand beside the repository sends of a plan. */
export async function readOut(repository: string, session: number, records: readonly PlanRecord[], more = {}): Promise<Buffer> {
  return (await startHand({ op: 'read', repository, session, ...more }, planBytes(records))).said;
}

/** Whose each entry is, by its path (bytes as latin1; the folder itself is '.'). */
export async function ownersIn(dir: string): Promise<Map<string, string>> {
  const { stdout } = await run('find', [dir, '-path', `${dir}/rdiff-backup-data`, '-prune', '-o', '-printf', '%P\\0%U:%G\\0'], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  const fields = stdout.toString('latin1').split('\0');
  return new Map(Array.from({ length: (fields.length - 1) / 2 }, (_, at) => [fields[2 * at] || '.', fields[2 * at + 1] ?? '']));
}

/** How much of the disk a file takes, in bytes. */
export const bytesOnDisk = async (path: string): Promise<number> => Number((await run('stat', ['-c', '%b', '--', path])).stdout) * 512;

/** The bytes of a path that is bytes as latin1. */
export const contentAt = (dir: string, path: string): Buffer =>
  readFileSync(Buffer.concat([Buffer.from(`${dir}/`), Buffer.from(path, 'latin1')]));
