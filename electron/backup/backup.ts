/** Backups: started, cancelled, adopted after a crash; each ends with a verdict that its evidence carries. */
export { createBackups, type Backups } from './backups.ts';
export { overview } from './overview.ts';
export { repairDeadEnd } from './repair.ts';
export { askToolVersion } from './tool-version.ts';
