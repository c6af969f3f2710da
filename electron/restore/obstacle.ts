import type { RestoreObstacle } from '../contract/restore.ts';
import type { Cause } from '../contract/outcome.ts';
import type { Files } from '../platform/ports.ts';
import type { Survey } from './answer.ts';
import type { Scene } from './context.ts';

type World = { files: Pick<Files, 'realPath'> };

/** What stands against a restore at a target, for a person. Room is wanted for everything that is staged, and a little more. */
export async function obstacleAt(
  world: World,
  scene: Pick<Scene, 'job' | 'target'>,
  survey: Survey,
  exact: boolean,
): Promise<RestoreObstacle | null> {
  const { problems } = survey;
  const inside = await nesting(world, scene, survey.real);
  // What is beyond the plan is moved aside only for an exact copy.
  if (inside === 'inside-repository' || (inside && exact)) return inside;
  if (problems.notFolder) return 'not-folder';
  if (problems.mountInside.length > 0) return 'mount-inside';
  if (problems.notWritable || survey.workParent === null) return 'not-writable';
  if (survey.freeEntries !== null && survey.entriesToWrite > survey.freeEntries) return 'no-inodes';
  return neededBytes(survey) > survey.free ? 'no-room' : null;
}

const causes: Record<RestoreObstacle, Cause> = {
  'no-room': 'disk-full',
  'no-inodes': 'disk-full',
  'not-folder': 'target-not-folder',
  'not-writable': 'permission',
  'mount-inside': 'mount-inside',
  'repository-inside': 'target-inside-repository',
  'inside-repository': 'target-inside-repository',
  nothing: 'nothing-restored',
};

/** The same as the cause of a run that ends because of it. */
export async function obstacleOf(world: World, scene: Scene, survey: Survey, exact: boolean): Promise<Cause | null> {
  const obstacle = await obstacleAt(world, scene, survey, exact);
  return obstacle && causes[obstacle];
}

const bytesOfEntry = 512;
const spare = 1024 * 1024;

/** What staging takes, with the names and blocks of small files. */
export const neededBytes = ({ bytesToWrite, entriesToWrite }: Survey): number => bytesToWrite + entriesToWrite * bytesOfEntry + spare;

async function nesting(
  { files }: World,
  { job, target }: Pick<Scene, 'job' | 'target'>,
  real: string,
): Promise<RestoreObstacle | undefined> {
  if ((target.machine?.id ?? null) !== job.repository.host) return undefined;
  const own = job.repository.path;
  const repository = job.repository.host === null ? ((await files.realPath(own)) ?? own) : own;
  if (isWithin(real, repository)) return 'inside-repository';
  return isWithin(repository, real) ? 'repository-inside' : undefined;
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
