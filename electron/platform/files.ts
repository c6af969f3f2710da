import { constants, createReadStream } from 'node:fs';
import { cp, lstat, mkdir, open, readdir, realpath, rename, rm, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants as constantsOfZlib, createGunzip } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import type { FileInfo, Files } from './ports.ts';

const gone = new Set(['ENOENT', 'ENOTDIR']);

/** The answer, or undefined when the path is not there. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && gone.has(String(error.code))) return undefined;
    throw error;
  }
}

async function info(path: string): Promise<FileInfo | undefined> {
  const stat = await ifThere(lstat(path));
  if (!stat) return undefined;
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'other';
  return { kind, size: stat.size, mode: stat.mode & 0o7777, mtimeMs: stat.mtimeMs, inode: `${String(stat.dev)}:${String(stat.ino)}` };
}

// A pipe without a writer would hold its opening up for ever, but for O_NONBLOCK.
const reading = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

async function read(path: string, offset: number, maxBytes: number): Promise<Buffer | undefined> {
  const handle = await ifThere(open(path, reading));
  if (!handle) return undefined;
  try {
    const size = await sizeOf(handle, path);
    const from = offset < 0 ? Math.max(0, size + offset) : offset;
    const buffer = Buffer.alloc(Math.max(0, Math.min(maxBytes, size - from)));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function sizeOf(handle: FileHandle, path: string): Promise<number> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new Error(`${path} is not a regular file`);
  return stat.size;
}

const pieceBytes = 65_536;

async function scan(path: string, offset: number, maxBytes: number, take: (piece: Buffer) => void): Promise<number> {
  const handle = await ifThere(open(path, reading));
  if (!handle) return offset;
  try {
    await sizeOf(handle, path);
    const buffer = Buffer.allocUnsafeSlow(pieceBytes);
    let at = offset;
    while (at < offset + maxBytes) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(pieceBytes, offset + maxBytes - at), at);
      if (bytesRead === 0) break;
      take(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    return at;
  } finally {
    await handle.close();
  }
}

async function text(path: string, maxBytes: number): Promise<string | undefined> {
  const bytes = await read(path, 0, maxBytes);
  if (!bytes) return undefined;
  return (path.endsWith('.gz') ? await unpacked(bytes, maxBytes) : bytes).toString('utf8');
}

/** The first bytes of what is packed; a cut or damaged end takes nothing away from what stands before it. */
async function unpacked(bytes: Buffer, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  const unpacking = createGunzip({ finishFlush: constantsOfZlib.Z_SYNC_FLUSH });
  unpacking.end(bytes);
  for await (const piece of unpacking as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, maxBytes);
}

// Whole pieces: what is handed over in small ones costs more than it holds.
const streamBytes = 1024 * 1024;

async function* stream(path: string, pieceBytes = streamBytes): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { flags: reading as unknown as string, highWaterMark: Math.min(pieceBytes, 256 * 1024) });
  if (!path.endsWith('.gz')) {
    yield* raw as AsyncIterable<Buffer>;
    return;
  }
  const unpacking = createGunzip({ chunkSize: pieceBytes });
  const fed = pipeline(raw, unpacking);
  // Whoever reads hears of the damage from the stream itself.
  fed.catch(() => undefined);
  yield* unpacking as AsyncIterable<Buffer>;
  await fed;
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

// A pipe without a reader would hold its opening up for ever, but for O_NONBLOCK.
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

async function append(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, appending, 0o600);
  try {
    await sizeOf(handle, path);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    // One call, so that lines of two programs never mix; it writes less than it was given only when the disk is full.
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw new Error(`only a part could be written to ${path}`);
  } finally {
    await handle.close();
  }
}

async function space(path: string): Promise<{ free: number; size: number; freeInodes: number | null }> {
  const found = await ifThere(statfs(path));
  if (!found) return space(dirname(path));
  const { bavail, blocks, bsize, files, ffree } = found;
  return { free: bavail * bsize, size: blocks * bsize, freeInodes: files === 0 ? null : ffree };
}

/** The local file system. */
export const localFiles: Files = {
  info,
  realPath: (path) => ifThere(realpath(path)),
  list: (folder) => ifThere(readdir(folder)),
  read,
  scan,
  text,
  stream,
  write,
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  append,
  rename: (from, to) => rename(from, to),
  copyFolder: (from, to) =>
    cp(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true, errorOnExist: true, force: false }),
  remove: (path) => rm(path, { recursive: true, force: true }),
  space,
};
