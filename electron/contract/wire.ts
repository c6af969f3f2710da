import * as z from 'zod';
import { bytesOf, EntryPath, textOf } from './entry-path.ts';
import { SessionTime } from './history.ts';

/** The longest text that may cross in one question, in UTF-16 units. */
export const maxAskLength = 1_048_576;

/** A question as it crosses to the engine, and what comes back: over Electron's IPC and a WebSocket the same text. */
export const Ask = z.strictObject({ id: z.number().int().nonnegative(), name: z.string().max(100), input: z.unknown() });
export type Ask = z.infer<typeof Ask>;

/** What the engine's side sends by itself. */
export const Announcement = z.strictObject({ event: z.string(), value: z.unknown() });
export type Announcement = z.infer<typeof Announcement>;

/** What comes back for a question. */
export const Answer = z.strictObject({ id: z.number().int(), reply: z.unknown() });
export type Answer = z.infer<typeof Answer>;

/** The WebSocket of a window in a browser: its path, and the sub-protocol it names; behind that stands its secret. */
export const socketPath = '/bridge';
export const socketProtocol = 'modosu';
/** The secret of the first opening, behind `#token=` in the address. It admits one window, and is void once that has asked something. */
export const tokenMark = '#token=';
/** The first frame to a window: the secret with which it may come back, for instance after a reload. */
export const Welcome = z.strictObject({ session: z.string().min(1).max(200) });
export type Welcome = z.infer<typeof Welcome>;
/** Why a window was turned away: its secret is void, or another window is connected. */
export const closeCode = { void: 4401, taken: 4409 } as const;

/**
 * Where a window is asked to go, by the tray, a notification or its own address (`#run/17`). `at` null is the newest session; `path` is a
 * folder to be opened, or anything else to be found in its folder.
 */
export const Target = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.enum(['overview', 'hosts', 'settings', 'welcome']) }),
  z.strictObject({ screen: z.literal('job'), job: z.string() }),
  z.strictObject({ screen: z.literal('run'), run: z.number().int().positive() }),
  z.strictObject({ screen: z.literal('history'), job: z.string(), at: SessionTime.nullable(), path: EntryPath }),
  /** What is to be restored is chosen there; `paths` are chosen already, '' being everything. */
  z.strictObject({ screen: z.literal('restore'), job: z.string(), at: SessionTime.nullable(), paths: z.array(EntryPath).max(10_000) }),
]);
export type Target = z.infer<typeof Target>;

/** A target as the part of an address behind `#`: letters that every browser leaves alone. */
export function addressOf(target: Target): string {
  switch (target.screen) {
    case 'job':
      return `job/${encodeURIComponent(target.job)}`;
    case 'run':
      return `run/${target.run}`;
    case 'history':
      return `history/${encodeURIComponent(target.job)}/${target.at ?? 'now'}/${encodedPath(target.path)}`;
    case 'restore': {
      const address = `restore/${encodeURIComponent(target.job)}/${target.at ?? 'now'}`;
      // No path at all is another thing than the path of the source, which is empty.
      return target.paths.length === 0 ? address : `${address}/${target.paths.map(encodedPath).join('//')}`;
    }
    default:
      return target.screen;
  }
}

/** The target of an address; the overview for every other text. */
export function targetOf(address: string): Target {
  const [screen = '', rest = ''] = address.replace(/^#/, '').split(/\/(.*)/s, 2);
  const parsed = Target.safeParse(partsOf(screen, rest));
  return parsed.success ? parsed.data : { screen: 'overview' };
}

function partsOf(screen: string, rest: string): unknown {
  switch (screen) {
    case 'job':
      return { screen, job: decoded(rest) };
    case 'run':
      return { screen, run: Number(rest) };
    case 'history': {
      const { path = '', ...moment } = momentOf(rest);
      return { screen, ...moment, path: decodedPath(path) };
    }
    case 'restore': {
      const { path, ...moment } = momentOf(rest);
      return { screen, ...moment, paths: path === undefined ? [] : decodedPaths(path) };
    }
    default:
      return { screen };
  }
}

/** A job, a session of it, and what stands behind them. */
function momentOf(rest: string): { job: string; at: number | null | undefined; path: string | undefined } {
  const [, job = '', at = 'now', path] = /^([^/]*)(?:\/([^/]*)(?:\/(.*))?)?$/s.exec(rest) ?? [];
  return { job: decoded(job), at: at === 'now' ? null : /^-?\d{1,15}$/.test(at) ? Number(at) : undefined, path };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Three bytes for every unit of the longest path, three letters for every byte.
const longestAddress = 9 * 8192;
// Of all paths together; a browser takes a little more.
const longestAddresses = 1_500_000;
const plainBytes = new TextEncoder().encode('/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~');

/** The bytes of a path, those apart from letters and figures as `%C3`: names that are not UTF-8 come through, too. */
const encodedPath = (path: string): string =>
  Array.from(bytesOf(path), (byte) =>
    plainBytes.includes(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');

function decodedPath(text: string): string | undefined {
  if (text.length > longestAddress) return undefined;
  const bytes = text.split(/(%[0-9A-Fa-f]{2})/).map((piece, index) => (index % 2 === 0 ? bytesOf(piece) : [parseInt(piece.slice(1), 16)]));
  return textOf(Uint8Array.from(bytes.flatMap((piece) => Array.from(piece))));
}

const decodedPaths = (text: string): (string | undefined)[] | undefined =>
  text.length > longestAddresses ? undefined : text.split('//').map(decodedPath);
