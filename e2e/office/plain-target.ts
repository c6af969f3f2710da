import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '../../electron/platform/machine.ts';
import { systemPython } from './needs.ts';

/** A hand in this Python finds what a FAT answers to links, nodes and owners; with anything but a hand it starts the tool. */
const python = (tool: string): string => `#!${systemPython} -Iu
import errno, os, sys
if sys.argv[1] != '-I':
    os.execv('${tool}', ['rdiff-backup', *sys.argv[2:]])
def refuse(*args, **named):
    raise OSError(errno.EPERM, 'Operation not permitted')
os.symlink = os.link = os.mknod = os.chown = os.fchown = refuse
exec(sys.argv[-1])
`;

/** A world in which every target is as plain as a FAT: hands take the Python that rdiff-backup names in its first line. */
export function withPlainTargets(dir: string, ports: Ports): Ports {
  const { processes } = ports;
  const [interpreter, tool] = [join(dir, 'bin/python3'), join(dir, 'bin/rdiff-backup')];
  mkdirSync(join(dir, 'bin'));
  writeFileSync(interpreter, python(processes.find('rdiff-backup') ?? ''), { mode: 0o755 });
  writeFileSync(tool, `#!${interpreter}\n`, { mode: 0o755 });
  return { ...ports, processes: { ...processes, find: (name) => (name === 'rdiff-backup' ? tool : processes.find(name)) } };
}
