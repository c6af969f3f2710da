import { parseDataFile } from '../../rdiff-backup/rdiff-backup.ts';
import type { RemoteFile } from '../../ssh/ssh.ts';
import { quotingName } from './metadata-files.ts';

// Each of them shows that there was a session. The name of an error log may be off by an hour.
const ofSessions = new Set(['mirror_metadata', 'session_statistics', 'current_mirror']);

/**
 * The files there that may be other ones than those that are kept, whatever their names and sizes say. Where a session is kept that is gone
 * there, the one before it has got another future, and what is told of it is a difference from that.
 */
export function writtenAnew(kept: readonly string[], listed: readonly RemoteFile[]): RemoteFile[] {
  const isQuoted = listed.some(({ name, size }) => name === quotingName && size > 0);
  const parsed = (name: string) => parseDataFile(name, isQuoted);
  const sessionsIn = (names: readonly string[]) => names.flatMap((name) => parsed(name) ?? []).filter(({ base }) => ofSessions.has(base));
  const there = sessionsIn(listed.map(({ name }) => name));
  const times = new Set(there.map(({ time }) => time));
  const told = there.filter(({ base }) => base === 'mirror_metadata').map(({ time }) => time);
  const gone = new Set(sessionsIn(kept).flatMap(({ time }) => (times.has(time) ? [] : time)));
  const before = new Set([...gone].map((time) => told.reduce((newest, one) => (one < time ? Math.max(newest, one) : newest), -Infinity)));
  return listed.filter(({ name }) => before.has(parsed(name)?.time ?? NaN));
}
