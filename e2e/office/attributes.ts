import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Manifest } from './manifest.ts';
import { systemPython } from './needs.ts';

const run = promisify(execFile);

// The file system itself is asked: access control lists are extended attributes, too, as the kernel keeps them.
const walk = `
import os, stat, sys
root = os.fsencode(sys.argv[1])
def told(path):
    found = os.lstat(path)
    names = sorted(os.listxattr(path, follow_symlinks=False))
    kept = [' %s=%s' % (name, os.getxattr(path, name, follow_symlinks=False).hex()) for name in names]
    return '%s%d:%d%s' % ('link of ' if stat.S_ISLNK(found.st_mode) else '', found.st_uid, found.st_gid, ''.join(kept))
def entries(folder):
    for entry in os.scandir(folder):
        path = entry.path[len(root) + 1:]
        if path != b'rdiff-backup-data':
            yield path, told(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from entries(entry.path)
for path, text in [(b'.', told(root)), *entries(root)]:
    sys.stdout.buffer.write(path + b'\\0' + text.encode('utf-8', 'surrogateescape') + b'\\0')
`;

/** Whose everything in a folder and the folder itself (`.`) is, with access control lists and extended attributes; without a repository's own data. */
export async function attributesOf(dir: string): Promise<Manifest> {
  const { stdout } = await run(systemPython, ['-c', walk, dir], { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 });
  const fields = stdout.toString('latin1').split('\0');
  return new Map(Array.from({ length: (fields.length - 1) / 2 }, (_, at) => [fields[2 * at] ?? '', fields[2 * at + 1] ?? '']));
}

/** The same without the owners of links: where they alone have changed, rdiff-backup does not see it. */
export const withoutLinks = (attributes: Manifest): Manifest => new Map([...attributes].filter(([, told]) => !told.startsWith('link')));

// Version 2 of the kernel's own form: entries of a tag, its rights and whose they are.
const dress = `
import os, random, stat, struct, sys
numbers, root = random.Random(int(sys.argv[2])), os.fsencode(sys.argv[1])
def listed(mode):
    named = sorted(numbers.sample([1, 2, 8, 33, 12345], numbers.randint(1, 3)))
    rights = lambda shift: mode >> shift & 7
    everybody = [(1, rights(6), -1), *[(2, numbers.randint(0, 7), one) for one in named], (4, rights(3), -1), (16, numbers.choice([5, 7]), -1), (32, rights(0), -1)]
    return struct.pack('<I', 2) + b''.join(struct.pack('<HHi', *each) for each in everybody)
def change(path, found):
    dice, is_folder = numbers.random(), stat.S_ISDIR(found.st_mode)
    if dice < 0.4:
        value = bytes(numbers.choices(range(256), k=numbers.choice([0, 1, 20, 300])))
        os.setxattr(path, numbers.choice(['user.note', 'user.UPPER', 'user.a-b']), value)
    elif dice < 0.75 or not is_folder:
        os.setxattr(path, 'system.posix_acl_access', listed(found.st_mode))
    else:
        os.setxattr(path, 'system.posix_acl_default', listed(found.st_mode))
for folder, folders, files in os.walk(root):
    folders.sort()
    for name in [b'.', *sorted(files)]:
        path = os.path.join(folder, name)
        found = os.lstat(path)
        if (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)) and numbers.random() < 0.06:
            change(path, found)
`;

/** Gives some of the files and folders in a folder access control lists and extended attributes; the seed decides everything. */
export const dressSome = async (dir: string, seed: number): Promise<void> => {
  await run(systemPython, ['-c', dress, dir, String(seed)]);
};
