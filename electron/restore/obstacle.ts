import type { RestoreObstacle } from '../contract/restore.ts';
import type { Cause } from '../contract/outcome.ts';
import type { Survey } from './answer.ts';

/** What stands against a restore at a target, for a person. Room is wanted for everything that is staged, and a little more. */
export function obstacleAt(survey: Survey): RestoreObstacle | null {
  const { problems, repository } = survey;
  if (repository) return repository.around ? 'inside-repository' : 'repository-inside';
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
  'repository-inside': 'repository-inside-target',
  'inside-repository': 'target-inside-repository',
  nothing: 'nothing-restored',
};

/** The same as the cause of a run that ends because of it. */
export function obstacleOf(survey: Survey): Cause | null {
  const obstacle = obstacleAt(survey);
  return obstacle && causes[obstacle];
}

const bytesOfEntry = 4096;
const spare = 1024 * 1024;

/** What staging takes, where every file ends in a block that it does not fill, and every folder is one. */
export const neededBytes = ({ bytesToWrite, entriesToWrite }: Survey): number => bytesToWrite + entriesToWrite * bytesOfEntry + spare;
