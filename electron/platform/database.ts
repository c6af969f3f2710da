import { chmodSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from './ports.ts';

// Opening reads one page only; up to this many bytes the rest is looked through as well, without a start that is felt.
const checkedAtOpen = 16 * 1024 * 1024;

/**
 * Opens a SQLite file (mode 0600) and brings it up the ladder of `migrations`; rung n leads to `user_version` n + 1.
 * Throws when it is not a database or was written by a newer program.
 */
export function openDatabase(path: string, migrations: readonly string[]): Database {
  const database = new DatabaseSync(path, { timeout: 15_000 });
  try {
    chmodSync(path, 0o600);
    // With a write-ahead log this never tears anything; a power cut may cost the last entries, and runs are rebuilt from their files.
    database.exec('PRAGMA synchronous = NORMAL');
    if (statSync(path).size <= checkedAtOpen && database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok')
      throw new Error('database disk image is malformed');
    if (version(database) !== migrations.length) {
      database.exec('PRAGMA journal_mode = WAL');
      exclusive(database, () => {
        climb(database, migrations);
      });
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    run: (sql, ...values) => Number(database.prepare(sql).run(...values).lastInsertRowid),
    all: (sql, ...values) => database.prepare(sql).all(...values),
    exclusive: (work) => exclusive(database, work),
    writtenElsewhere: () => Number(database.prepare('PRAGMA data_version').get()?.['data_version']),
    close: () => {
      database.close();
    },
  };
}

const version = (database: DatabaseSync) => Number(database.prepare('PRAGMA user_version').get()?.['user_version']);

function climb(database: DatabaseSync, migrations: readonly string[]): void {
  const from = version(database);
  if (from > migrations.length) throw new Error(`written by a newer program (version ${String(from)})`);
  for (const rung of migrations.slice(from)) database.exec(rung);
  database.exec(`PRAGMA user_version = ${String(migrations.length)}`);
}

function exclusive<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
