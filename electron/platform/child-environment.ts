import { statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The whole environment of a child: nothing is inherited, so that neither `PYTHONPATH` nor `SSH_ASKPASS` nor any `RDIFF_*`
 * can change what a backup does. Both ends run in UTC (rdiff-backup 2.2 mistakes some zones by an hour).
 */
export function childEnvironment(): Record<string, string> {
  return {
    PATH: systemPath,
    HOME: homedir(),
    USER: userInfo().username,
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    COLUMNS: '1000',
  };
}

/** The absolute path of a program: on this program's own PATH first, then on the system's. */
export function findProgram(program: string): string | undefined {
  return `${process.env['PATH'] ?? ''}:${systemPath}`
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, program))
    .find(isProgram);
}

/** Whether a file is there that may be run; a folder that lets nobody look is none that has programs. */
function isProgram(path: string): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && (found.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}
