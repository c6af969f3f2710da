import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '../../electron/platform/machine.ts';
import { systemPython } from './needs.ts';

/** With anything but a hand it starts the tool. */
const python = (tool: string, change: string): string => `#!${systemPython} -Iu
import errno, os, sys
if sys.argv[1] != '-I':
    os.execv('${tool}', ['rdiff-backup', *sys.argv[2:]])
def refuse(*args, **named):
    raise OSError(errno.EPERM, 'Operation not permitted')
${change}
exec(sys.argv[-1])
`;

/** A world in which every hand begins with a line of Python: hands take the Python that rdiff-backup names in its first line. */
export function withHands(dir: string, ports: Ports, change: string): Ports {
  const { processes } = ports;
  const [interpreter, tool] = [join(dir, 'bin/python3'), join(dir, 'bin/rdiff-backup')];
  mkdirSync(join(dir, 'bin'), { recursive: true });
  writeFileSync(interpreter, python(processes.find('rdiff-backup') ?? '', change), { mode: 0o755 });
  writeFileSync(tool, `#!${interpreter}\n`, { mode: 0o755 });
  return withTool(ports, tool);
}

/** A world in which a hand finds what a FAT answers to links, nodes and owners. */
export const withPlainTargets = (dir: string, ports: Ports): Ports =>
  withHands(dir, ports, 'os.symlink = os.link = os.mknod = os.chown = os.fchown = refuse');

/** A world whose rdiff-backup has no modules for access control lists and extended attributes. */
export function withoutAttributes(dir: string, ports: Ports): Ports {
  const modules = join(dir, 'modules');
  mkdirSync(modules);
  for (const name of ['posix1e', 'xattr']) writeFileSync(join(modules, `${name}.py`), "raise ImportError('not installed')\n");
  const tool = join(modules, 'rdiff-backup');
  const script = `#!/bin/sh\nPYTHONPATH='${modules}' exec '${ports.processes.find('rdiff-backup') ?? ''}' "$@"\n`;
  writeFileSync(tool, script, { mode: 0o755 });
  return withTool(ports, tool);
}

const withTool = ({ processes, ...ports }: Ports, tool: string): Ports => ({
  ...ports,
  processes: { ...processes, find: (name) => (name === 'rdiff-backup' ? tool : processes.find(name)) },
});
