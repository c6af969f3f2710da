import { DatabaseSync } from 'node:sqlite';

/** How many versions an index file has. */
export function versionsIn(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare('SELECT count(*) AS count FROM version').get()?.['count']);
  } finally {
    database.close();
  }
}

/** Some paths of files, spread over the whole index. */
export function somePaths(file: string, count: number): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const entry = database.prepare('SELECT folder, CAST(name AS TEXT) AS name FROM entry WHERE id = ?');
    const last = Number(database.prepare('SELECT max(id) AS id FROM entry').get()?.['id']);
    const pathOf = (id: number): string => {
      const row = entry.get(id);
      if (!row || row['folder'] === 0) return '';
      const folder = pathOf(Number(row['folder']));
      return folder === '' ? String(row['name']) : `${folder}/${String(row['name'])}`;
    };
    return Array.from({ length: count }, (_, at) => pathOf(2 + Math.floor((at * (last - 2)) / count))).filter((path) => path !== '');
  } finally {
    database.close();
  }
}
