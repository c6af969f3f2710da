import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { IndexFile } from './ports.ts';

/** Opens an index file (mode 0600), makes it when it is not there and may be written. Throws when it is no SQLite file. */
export function openIndexFile(path: string, { readOnly = false }: { readOnly?: boolean } = {}): IndexFile {
  const database = new DatabaseSync(path, { readOnly, timeout: 15_000 });
  if (!readOnly) chmodSync(path, 0o600);
  return {
    exec: (sql) => {
      database.exec(sql);
    },
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        run: (...values) => {
          statement.run(...values);
        },
        get: (...values) => statement.get(...values),
        all: (...values) => statement.all(...values),
        iterate: (...values) => statement.iterate(...values),
      };
    },
    close: () => {
      database.close();
    },
  };
}
