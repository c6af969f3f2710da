import { Refusal } from '../../contract/failure.ts';
import type { Clock, Files } from '../../platform/ports.ts';

/** How many bytes a piece has, but for the last one. */
export const pieceBytes = 262_144;
const mostOpen = 4;
const idleMs = 60_000;

export type Reading = { handle: string; size: number };
export type Readings = {
  /** Keeps a file to be read in pieces. `release` is called once, when nobody wants it any more. */
  open(path: string, size: number, release: () => void): Reading;
  /** A piece from `offset` on, empty behind the end. Refuses when the file is not kept any more. */
  read(handle: string, offset: number): Promise<Buffer>;
  close(handle: string): void;
  closeAll(): void;
  /** Refuses when as many as may be are open. */
  demandRoom(): void;
};

type Open = { path: string; size: number; readAt: number; over: AbortController };

/** Files that are handed out piece by piece, each for as long as somebody goes on reading it. */
export function createReadings({
  clock,
  files,
  newHandle,
}: {
  clock: Clock;
  files: Pick<Files, 'read'>;
  newHandle: () => string;
}): Readings {
  const open = new Map<string, Open>();

  async function expire(handle: string, reading: Open, release: () => void): Promise<void> {
    while (!reading.over.signal.aborted && clock.monotonic() - reading.readAt < idleMs)
      await clock.sleep(idleMs - (clock.monotonic() - reading.readAt), reading.over.signal);
    open.delete(handle);
    release();
  }

  return {
    open: (path, size, release) => {
      const handle = newHandle();
      const reading: Open = { path, size, readAt: clock.monotonic(), over: new AbortController() };
      open.set(handle, reading);
      void expire(handle, reading, release);
      return { handle, size };
    },
    read: async (handle, offset) => {
      const reading = open.get(handle);
      if (!reading) throw new Refusal('restore-failed', { line: 'the file is not kept any more' });
      reading.readAt = clock.monotonic();
      return (await files.read(reading.path, offset, pieceBytes)) ?? Buffer.alloc(0);
    },
    close: (handle) => open.get(handle)?.over.abort(),
    closeAll: () => {
      for (const { over } of open.values()) over.abort();
    },
    demandRoom: () => {
      if (open.size >= mostOpen) throw new Refusal('restore-failed', { line: `${String(mostOpen)} files are being read already` });
    },
  };
}
