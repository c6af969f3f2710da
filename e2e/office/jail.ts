import { existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const parts = ['bin', 'lib', 'lib64', 'usr', 'proc'].filter((name) => existsSync(`/${name}`));
const isLink = (name: string) => lstatSync(`/${name}`).isSymbolicLink();

// Mounted read-only and for this one process alone: nothing can come of it to the real ones.
const enter = `
for part in ${parts.filter((name) => !isLink(name)).join(' ')}; do
  mount --bind "/$part" "$0/$part" && mount -o remount,bind,ro "$0/$part" || exit 1
done
exec chroot "$0" "$@"`;

/** A command that takes a folder for the whole machine, with the system's own programs in it; needs root. */
export const jailed = (dir: string, command: readonly string[]): string[] => ['unshare', '-m', 'sh', '-c', enter, dir, ...command];

/** Makes the places in a folder that the system's programs come to. */
export function makeJail(dir: string): void {
  for (const name of parts) {
    if (isLink(name)) symlinkSync(readlinkSync(`/${name}`), join(dir, name));
    else mkdirSync(join(dir, name));
  }
}
