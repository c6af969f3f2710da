import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One mapping of /proc/PID/smaps (proc(5)). */
type Mapping = { start: bigint; length: bigint; permissions: string; path: string; anonymous: number };

const head = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \d+\s*(.*)$/;

/** The mappings of a process, as smaps tells them. */
export function mappingsIn(smaps: string): Mapping[] {
  const mappings: Mapping[] = [];
  for (const line of smaps.split('\n')) {
    const [, from, to, permissions, path] = head.exec(line) ?? [];
    if (from !== undefined && to !== undefined && permissions !== undefined) {
      const start = BigInt(`0x${from}`);
      mappings.push({ start, length: BigInt(`0x${to}`) - start, permissions, path: path ?? '', anonymous: 0 });
    }
    const last = mappings.at(-1);
    const anonymous = /^Anonymous:\s+(\d+) kB$/.exec(line)?.[1];
    if (last && anonymous !== undefined) last.anonymous = Number(anonymous);
  }
  return mappings;
}

/** Program text and constants that were only read: nothing in them is this process's own, the file has it all. */
export const isOnlyRead = ({ permissions, path, anonymous }: Mapping): boolean =>
  path.startsWith('/') && !path.endsWith(' (deleted)') && anonymous === 0 && (permissions === 'r-xp' || permissions === 'r--p');

/**
 * Gives the pages back that this program's own heap no longer needs. V8 keeps those of an ordinary collection for later; the kind it does as
 * a last resort keeps none (`gc` of --expose-gc, V8's gc-extension.cc).
 */
export function giveBackHeap(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

const MADV_DONTNEED = 4;

/**
 * Gives the pages of program code that a closed window has left behind back to the kernel (madvise(2), MADV_DONTNEED): what is used
 * again is mapped again from the file. Linux only; elsewhere, and where the call cannot be had, nothing happens.
 */
export async function giveBackCode(): Promise<void> {
  if (process.platform !== 'linux') return;
  const koffi = await import('koffi').then(
    (module) => module.default,
    () => undefined,
  );
  if (!koffi) return;
  const madvise = koffi.load('libc.so.6').func('int madvise(uintptr_t address, size_t length, int advice)') as unknown as (
    address: bigint,
    length: bigint,
    advice: number,
  ) => number;
  for (const { start, length } of mappingsIn(readFileSync('/proc/self/smaps', 'utf8')).filter(isOnlyRead))
    madvise(start, length, MADV_DONTNEED);
}
