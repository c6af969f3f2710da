import { comparePaths } from '../../rdiff-backup/rdiff-backup.ts';
import type { Stream } from './same-records.ts';

const isBefore = (a: Stream, b: Stream): boolean => {
  const left = a.reader;
  const right = b.reader;
  return comparePaths(left.key, left.keyFrom, left.keyTo, right.key, right.keyFrom, right.keyTo) < 0;
};

/** Streams by the path of their next record. */
export function createPathHeap() {
  const streams: Stream[] = [];

  function sink(): void {
    const moved = streams[0] as Stream;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= streams.length) break;
      if (child + 1 < streams.length && isBefore(streams[child + 1] as Stream, streams[child] as Stream)) child += 1;
      if (!isBefore(streams[child] as Stream, moved)) break;
      streams[at] = streams[child] as Stream;
      at = child;
    }
    streams[at] = moved;
  }

  return {
    get first(): Stream | undefined {
      return streams[0];
    },
    push(stream: Stream): void {
      let at = streams.length;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isBefore(stream, streams[parent] as Stream)) break;
        streams[at] = streams[parent] as Stream;
        at = parent;
      }
      streams[at] = stream;
    },
    /** Takes out the first one; there must be one. */
    pop(): Stream {
      const first = streams[0] as Stream;
      const last = streams.pop() as Stream;
      if (streams.length > 0) {
        streams[0] = last;
        sink();
      }
      return first;
    },
  };
}
