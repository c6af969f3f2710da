import { closeSync, fstatSync, lstatSync, openSync, readSync, readdirSync, renameSync, unlinkSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import type { DocumentFile } from './ports.ts';

const maxBytes = 16 * 1024 * 1024;
const leftoverAfterMs = 60_000;

/** conf's class, or one that extends it (electron-store). */
export type DocumentStore = typeof import('conf').default<Record<string, unknown>>;

/**
 * `folder/name.json`, written with conf: the library under electron-store, so that a desktop can share the file.
 * Synchronous, because a change is one step under the lock of the database; conf itself is loaded by `prepare`.
 */
export function documentFile(folder: string, name: string, given?: DocumentStore): DocumentFile {
  const path = join(folder, `${name}.json`);
  let Store = given;
  return {
    path,
    prepare: async () => {
      Store ??= (await import('conf')).default;
    },
    read: () => readSmall(path),
    write: (value) => {
      if (!Store) throw new Error('write before prepare');
      sweep(folder, name);
      const store = new Store({
        cwd: folder,
        configName: name,
        projectName: 'modosu',
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
        // Only written through, never read: what lies there has been judged, and set aside where it was damaged.
        clearInvalidConfig: true,
      });
      store.store = value;
    },
    setAside: () => {
      const stamp = new Date().toISOString().replace(/[:.]/g, '-');
      const aside = join(folder, `${name}.damaged-${stamp}.json`);
      renameSync(path, aside);
      return aside;
    },
  };
}

function readSmall(path: string): string | undefined {
  let file;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    if (!fstatSync(file).isFile()) return '';
    const buffer = Buffer.alloc(Math.min(fstatSync(file).size, maxBytes + 1));
    const bytes = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
    // Decoding would put U+FFFD in the place of a damaged byte, and a path with it would be another path.
    return isUtf8(bytes) ? bytes.toString('utf8') : '';
  } finally {
    closeSync(file);
  }
}

/** Takes away temporary files that a killed save left behind. */
function sweep(folder: string, name: string): void {
  for (const file of readdirSync(folder).filter((entry) => entry.startsWith(`${name}.json.tmp-`))) {
    const leftover = join(folder, file);
    const age = Date.now() - (lstatSync(leftover, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > leftoverAfterMs) unlinkSync(leftover);
  }
}
