import { createDataFolder, gone, root, type DataFolder } from './data-folder.testing.ts';

const pathOf = (record: string) => record.slice(5, record.indexOf('\n'));
const plain = (path: string) => path.replaceAll(/\\n|\\\\/g, (pair) => (pair === '\\n' ? '\n' : '\\'));
/** A slash stands before every other byte, and the source before everything. */
const keyOf = (path: string) => (path === '.' ? '' : plain(path).replaceAll('/', '\0'));
const sorted = (records: Iterable<string>) =>
  [...records].sort((a, b) => {
    const [left, right] = [keyOf(pathOf(a)), keyOf(pathOf(b))];
    return left < right ? -1 : left > right ? 1 : 0;
  });

type Session = { time: number; records: Map<string, string>; isKept: boolean };

/** A folder `rdiff-backup-data` that goes through what backups, removals and regresses of rdiff-backup do to it. */
export function createGrownFolder(options: { piece?: number | undefined } = {}) {
  const folder: DataFolder = createDataFolder(options);
  const sessions: Session[] = [];
  let isNearlyDone = false;

  const writeSnapshot = ({ time, records }: Session) => folder.snapshot(time, ...sorted(records.values()));
  function writeDiff(older: Session, newer: Session): void {
    const changed = [...older.records].filter(([path, record]) => newer.records.get(path) !== record).map(([, record]) => record);
    const later = [...newer.records.keys()].filter((path) => !older.records.has(path)).map(gone);
    folder.diff(older.time, ...sorted([...changed, ...later]));
  }

  return {
    ...folder,
    times: () => sessions.map(({ time }) => time),
    restorePoints: () => sessions.slice(0, isNearlyDone ? -1 : undefined).map(({ time }) => time),
    /** Saves these records, the source's own being added; `isKept`: the session stays a snapshot for ever. */
    backup: (time: number, records: readonly string[], isKept = false) => {
      const before = sessions.at(-1);
      const session = { time, records: new Map([root, ...records].map((record) => [pathOf(record), record])), isKept };
      sessions.push(session);
      writeSnapshot(session);
      folder.statistics(time);
      if (before && !before.isKept) writeDiff(before, session);
      folder.marker(time);
    },
    /** Removes the oldest sessions. */
    trim: (count: number) => {
      for (const { time } of sessions.splice(0, count)) folder.forget(time);
    },
    /** Undoes the newest session. */
    regress: () => {
      const undone = sessions.pop();
      const newest = sessions.at(-1);
      if (!undone || !newest) throw new Error('there is nothing to go back to');
      folder.forget(undone.time);
      if (!newest.isKept) {
        folder.remove(new RegExp(`^mirror_metadata\\.${new Date(newest.time * 1000).toISOString().replace('.000', '')}`));
        writeSnapshot(newest);
      }
      folder.marker(newest.time);
    },
    /** The newest session is nearly done: it and the one before have markers, and that one is a difference already. */
    nearlyDone: () => {
      isNearlyDone = true;
      folder.marker(...sessions.slice(-2).map(({ time }) => time));
    },
    /** The newer one has ended. */
    done: () => {
      isNearlyDone = false;
      folder.marker(...sessions.slice(-1).map(({ time }) => time));
    },
  };
}
export type GrownFolder = ReturnType<typeof createGrownFolder>;
