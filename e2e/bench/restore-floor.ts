import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemPython } from '../office/needs.ts';

const run = promisify(execFile);

const hashing = `
import hashlib, os, sys
workers = os.cpu_count()
for mine in range(workers):
    if os.fork() == 0:
        for path in sys.argv[1 + mine :: workers]:
            digest = hashlib.sha1()
            with open(path, 'rb', 0) as file:
                while piece := file.read(128 << 10):
                    digest.update(piece)
        os._exit(0)
for _ in range(workers):
    os.wait()
`;

/** Reads a mirror's files once and takes their SHA-1, on all cores at a time: no verified copy can be faster than that. */
export async function hashMirror(repository: string): Promise<void> {
  const names = (await readdir(repository)).filter((name) => name !== 'rdiff-backup-data');
  await run(systemPython, ['-I', '-c', hashing, ...names.map((name) => join(repository, name))]);
}
