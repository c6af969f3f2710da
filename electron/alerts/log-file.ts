import { randomBytes } from 'node:crypto';
import type { Files } from '../platform/ports.ts';

type Deps = { files: Files };
export type LogPlace = { path: string; maxBytes: number; keep: number };
/** Whether the log is as it should be; `line` says in English what is wrong, which may be that it could only not be rotated. */
export type LogResult = { ok: true } | { ok: false; line: string };

/** Adds a line to the log, which is rotated before it would outgrow `maxBytes`. Never throws: a full disk must not fail a run. */
export async function writeLogLine({ files }: Deps, place: LogPlace, line: string): Promise<LogResult> {
  const { path, maxBytes } = place;
  const trouble: unknown[] = [];
  try {
    const wanted = Buffer.byteLength(line) + 1;
    const outgrown = async () => {
      const info = await files.info(path);
      return info?.kind === 'file' && info.size > 0 && info.size + wanted > maxBytes;
    };
    if (await outgrown()) await rotateAlone(files, place, outgrown).catch((error: unknown) => trouble.push(error));
    // Reading what is no file (a pipe) may wait for ever; appending refuses it.
    const end = (await files.info(path))?.kind === 'file' ? await files.read(path, -1, 1) : undefined;
    // A full disk may have cut the line before.
    const begin = end === undefined || end.length === 0 || end.toString() === '\n' ? '' : '\n';
    await files.append(path, `${begin}${line}\n`);
  } catch (error) {
    trouble.push(error);
  }
  const [first] = trouble;
  return first === undefined ? { ok: true } : { ok: false, line: first instanceof Error ? first.message : 'failed' };
}

const staleAfterMs = 60_000;

/**
 * Rotates while no other program does: two at once would rename a file over one that the other has just put there. Who comes second
 * leaves it to the first. The lock is a folder with something in it, because nothing can be renamed over such a folder.
 */
async function rotateAlone(files: Files, place: LogPlace, outgrown: () => Promise<boolean>): Promise<void> {
  const lock = `${place.path}.lock`;
  const mine = `${lock}-${randomBytes(6).toString('hex')}`;
  try {
    await files.makeFolder(`${mine}/held`);
    const [made, held] = [await files.info(mine), await files.info(lock)];
    // Both times are those of the file system; a lock that old was left behind by a program that was killed.
    if (made && held && made.mtimeMs - held.mtimeMs > staleAfterMs) await files.remove(lock);
    const isOurs = await files.rename(mine, lock).then(
      () => true,
      () => false,
    );
    if (!isOurs) return;
    try {
      if (await outgrown()) await rotate(files, place);
    } finally {
      await files.remove(lock);
    }
  } finally {
    await files.remove(mine);
  }
}

/** `backup.log` becomes `backup.log.1`, that `backup.log.2`, and so on up to `keep`. */
async function rotate(files: Files, { path, keep }: LogPlace): Promise<void> {
  if (keep === 0) return files.remove(path);
  for (let number = keep - 1; number > 0; number -= 1) {
    const from = `${path}.${number}`;
    if (await files.info(from)) await files.rename(from, `${path}.${number + 1}`);
  }
  await files.rename(path, `${path}.1`);
}
