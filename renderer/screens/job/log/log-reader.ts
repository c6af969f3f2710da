import { chunkAfter, chunkAt, chunkBefore, chunkFrom, type Chunk, type Read } from './log-chunk.ts';
import { isAtEnd, lineOfByte, moved, trimmed, viewOf, wanted, withAfter, withBefore, type LogView } from './log-view.ts';

/** What a log shows just now. `view` is undefined until the first piece has come; `follows`: what is appended comes on screen. */
export type LogState = { view: LogView | undefined; follows: boolean; error: unknown };

export type LogReader = {
  state(): LogState;
  subscribe(listener: () => void): () => void;
  /** Begins at the end of the log. */
  open(): Promise<void>;
  /** How many lines there is room for. */
  setRows(rows: number): void;
  /** Some lines down, or up. Away from the end stops following, reaching the end begins it again. */
  move(by: number): Promise<void>;
  toStart(): Promise<void>;
  toEnd(): Promise<void>;
  /** Brings the line that holds a byte to the top; of several calls in a row the last one counts. */
  seek(byte: number): Promise<void>;
  /** Brings a line that was found into the middle. */
  show(chunk: Chunk, line: number): void;
  follow(on: boolean): void;
  /** Looks for what was appended. */
  look(): Promise<void>;
  close(): void;
};

const beyond = Number.MAX_SAFE_INTEGER;
/** A log that has grown by more than this since the last look is taken up again at its end. */
const chaseBytes = 1_048_576;

/** A window onto a log of any size: reads what is near the lines on screen, and lets go of the rest. */
export function createLogReader(read: Read): LogReader {
  const listeners = new Set<() => void>();
  let state: LogState = { view: undefined, follows: false, error: undefined };
  let rows = 20;
  // Every jump makes what is still being read for the place before it void.
  let jump = 0;
  let filling: Promise<void> | undefined;
  let isLooking = false;

  function become(change: Partial<LogState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (state.error !== undefined) become({ error: undefined });
    } catch (error) {
      become({ error });
    }
  }

  /** Reads until no empty line can come on screen. Whoever asks meanwhile waits for the same work. */
  function fill(): Promise<void> {
    filling ??= guarded(async () => {
      try {
        while (await readOne()) if (state.view) become({ view: trimmed(state.view, rows) });
      } finally {
        filling = undefined;
      }
    });
    return filling;
  }

  /** One chunk more, where one is needed; answers whether another look is worth it. */
  async function readOne(): Promise<boolean> {
    const from = jump;
    const { view } = state;
    const side = view && wanted(view, rows);
    const edge = side === 'after' ? view?.chunks.at(-1) : view?.chunks[0];
    if (!side || !edge) return false;
    const chunk = await (side === 'after' ? chunkAfter(read, edge) : chunkBefore(read, edge.start));
    if (from !== jump || !state.view) return true;
    become({ view: side === 'after' ? withAfter(state.view, chunk) : withBefore(state.view, chunk) });
    return side === 'before' || chunk.end > edge.end;
  }

  async function goTo(find: () => Promise<LogView>, follows: boolean): Promise<void> {
    jump += 1;
    const mine = jump;
    await guarded(async () => {
      const view = await find();
      if (mine !== jump) return;
      become({ view, follows });
      await fill();
      // What came before it may have left room below the last line.
      if (mine === jump && state.view) become({ view: moved(state.view, follows ? Infinity : 0, rows) });
    });
  }

  const end = async (): Promise<LogView> => {
    const { total } = await read(beyond);
    const last = await chunkAt(read, total);
    return viewOf(last, Math.max(0, last.lines.length - rows));
  };

  const toEnd = () => goTo(end, true);

  async function grow(): Promise<void> {
    const from = jump;
    const last = state.view?.chunks.at(-1);
    const { total } = await read(beyond);
    if (from !== jump || !state.view || !last) return;
    if (!state.follows || last.end < state.view.total) {
      if (total !== state.view.total) become({ view: { ...state.view, total } });
      await fill();
      return;
    }
    if (total < last.start || total - last.end > chaseBytes) {
      await toEnd();
      return;
    }
    for (let edge = last; edge.end < total;) {
      const chunk = await chunkAfter(read, edge);
      if (from !== jump || chunk.end <= edge.end) return;
      become({ view: moved(trimmed(withAfter(state.view, chunk), rows), Infinity, rows) });
      edge = chunk;
    }
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: toEnd,
    setRows: (count) => {
      rows = Math.max(1, count);
      if (!state.view) return;
      become({ view: moved(state.view, state.follows ? Infinity : 0, rows) });
      void fill();
    },
    move: async (by) => {
      if (!state.view) return;
      const view = moved(state.view, by, rows);
      become({ view, follows: by < 0 && view.top !== state.view.top ? false : state.follows || isAtEnd(view, rows) });
      await fill();
    },
    toStart: () => goTo(async () => viewOf(await chunkFrom(read, 0), 0), false),
    toEnd,
    seek: (byte) =>
      goTo(async () => {
        const view = viewOf(await chunkAt(read, byte), 0);
        return { ...view, top: lineOfByte(view, byte) };
      }, false),
    show: (chunk, line) => {
      jump += 1;
      const place = Math.max(0, line - Math.floor(rows / 2));
      become({ view: viewOf(chunk, place), follows: false });
      void fill().then(() => {
        if (!state.view) return;
        // With the lines before it in memory, it can stand in the middle.
        const missing = Math.max(0, Math.floor(rows / 2) - line);
        become({ view: moved(state.view, place === 0 ? -missing : 0, rows) });
      });
    },
    follow: (on) => {
      if (on) void toEnd();
      else become({ follows: false });
    },
    look: async () => {
      if (isLooking) return;
      isLooking = true;
      await guarded(grow);
      isLooking = false;
    },
    close: () => {
      jump += 1;
      listeners.clear();
    },
  };
}
