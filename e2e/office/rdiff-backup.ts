import { execFile } from 'node:child_process';

/** Runs the installed rdiff-backup in UTC and gives its stdout; fails with its messages unless it exits with 0. */
export function rdiffBackup(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8', COLUMNS: '1000' };
    execFile('rdiff-backup', ['--new', ...args], { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else
        reject(
          new Error(`rdiff-backup ${args.join(' ')} ended with ${error.code ?? error.signal}: ${stderr}${stdout}`, {
            cause: error,
          }),
        );
    });
  });
}
