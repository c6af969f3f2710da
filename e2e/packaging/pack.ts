import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const top = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

type Order = {
  targets: readonly string[];
  /** A folder with an unpacked Electron. */
  electron: string;
  output: string;
  /** Further electron-builder settings, such as `afterPack=/some/file.mjs`. */
  settings?: readonly string[];
  env?: NodeJS.ProcessEnv;
};

/** Packages the built program for Linux as `npm run dist` does, with an Electron that is here, and answers what was said. */
export async function pack({ targets, electron, output, settings = [], env = {} }: Order): Promise<string> {
  const config = [`electronDist=${electron}`, `directories.output=${output}`, ...settings].map((setting) => `-c.${setting}`);
  const { stdout } = await run(process.execPath, ['build/dist.mjs', '--linux', ...targets, ...config], {
    cwd: top,
    env: { ...process.env, ...env },
    timeout: 110_000,
  });
  return stdout;
}
