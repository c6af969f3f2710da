import { dirname } from 'node:path';
import type { Files } from '../platform/ports.ts';
import { neededFor, type Load, type Scene } from '../restore/restore.ts';

export type Room = { target: Scene['target']; free: number };

/**
 * Where a drill may write: in the folder of its run, or beside the repository when there is no room at home. `free` is what the files may take;
 * a host says it when it is tried.
 */
export async function scratchFor(files: Pick<Files, 'space'>, scene: Omit<Scene, 'target'>, load: Load): Promise<Room> {
  const { folder, job, repository } = scene;
  const here: Room = { target: { machine: null, path: folder, shown: folder }, free: (await files.space(folder)).free };
  if (here.free >= neededFor(load)) return here;
  const path = dirname(job.repository.path);
  const beside = { machine: repository, path, shown: path };
  if (repository) return { target: beside, free: Infinity };
  const { free } = await files.space(path);
  return free > here.free ? { target: beside, free } : here;
}
