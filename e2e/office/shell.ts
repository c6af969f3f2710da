import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../out/cli.js', import.meta.url));

export type Answer = { code: number; stdout: string; stderr: string };

/** The program as a person starts it, on a home of its own. */
export type ModosuShell = {
  readonly home: string;
  /** Runs one command to its end. */
  call(...args: string[]): Promise<Answer>;
  /** The same with `--json`: the exit code and the one document on stdout; throws when stdout is not exactly one. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names what the document is
  ask<T>(...args: string[]): Promise<{ code: number; value: T }>;
  /** Starts a command and leaves it to the test. */
  start(...args: string[]): ChildProcess;
};

/** A shell over the built program. `env` is added to the environment of every call. */
export function modosuShell(home: string, env: Record<string, string> = {}): ModosuShell {
  const start = (...args: string[]) =>
    spawn(process.execPath, [program, '--home', home, ...args], {
      env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  async function call(...args: string[]): Promise<Answer> {
    const child = start(...args);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve(status ?? -1));
    });
    return { code, stdout, stderr };
  }

  return {
    home,
    call,
    start,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
    ask: async <T>(...args: string[]) => {
      const { code, stdout, stderr } = await call('--json', ...args);
      try {
        return { code, value: JSON.parse(stdout) as T };
      } catch (error) {
        throw new Error(`not one JSON document (exit ${code}): ${stdout}${stderr}`, { cause: error });
      }
    },
  };
}
