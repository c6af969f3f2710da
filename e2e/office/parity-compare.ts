import type { Reply } from '../../electron/contract/failure.ts';
import type { Room } from './parity-room.ts';

/** Fields whose values differ from one run of the same story to the next; that they are there, and of which type, is compared. */
const passing = new Set([
  'createdAt',
  'openedAt',
  'changedAt',
  'closedAt',
  'since',
  'until',
  'next',
  'confirmedAt',
  'queuedAt',
  'startedAt',
  'endedAt',
  'cancelledAt',
  'time',
  'session',
  'modified',
  'first',
  'last',
  'lastSeen',
  'seconds',
  'digest',
  'destinationChange',
  'incrementBytes',
  'markers',
  'pid',
  'startTime',
  'free',
  'at',
  'ms',
  'copyMs',
  'wholeMs',
  'estimatedMs',
]);
/** What tells of the surroundings of the engine, of which a desktop has more. */
const surroundings = new Map([
  ['program.about', ['kind', 'tray', 'notifications', 'autostart']],
  ['alerts.get', ['secrets']],
  ['watchdog.get', ['cronLine']],
  // A program that stays has indexes of jobs that nobody has asked about.
  ['history.find', ['hits', 'cursor', 'unread', 'session']],
]);

/** A reply without what may differ between two transports: ids, times, the names of their rooms. */
export function comparable(name: string, { dir }: Room, reply: Reply<unknown>): unknown {
  const around = surroundings.get(name) ?? [];
  const walk = (value: unknown, key = ''): unknown => {
    if (passing.has(key)) return value === null ? null : typeof value;
    // The times of two sessions; elsewhere they are places.
    if (typeof value === 'number' && (key === 'from' || key === 'to')) return 'number';
    if (typeof value === 'string') return plain(value.replaceAll(dir, 'ROOM'));
    if (Array.isArray(value)) return value.map((item) => walk(item));
    if (typeof value !== 'object' || value === null) return value;
    // How far it came before it was cancelled is a matter of luck.
    if ('jobName' in value && value.jobName === 'slow') return 'the run that was cancelled';
    const entries = Object.entries(value).filter(([inner]) => !around.includes(inner));
    return Object.fromEntries(entries.map(([inner, item]) => [inner, walk(item, inner)]));
  };
  return walk(reply);
}

const plain = (text: string) =>
  text
    // The number of a room in a piece of a log that begins within its path.
    .replace(/(^|-)\d(?=\/(?:from|to|stuck)\b)/g, '$1N')
    .replace(/(host|job)-[0-9a-f]{12}/g, '$1-ID')
    .replace(/-\d{13}\b/g, '-TIME')
    .replace(/before-\d{4}-\d\d-\d\d-\d{6}/g, 'before-TIME')
    .replace(/\d{4}-\d\d-\d\dT[\d:-]+(Z|[+-]\d\d:\d\d)/g, 'TIME');
