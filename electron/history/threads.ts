import type { Clock, Thread, Threads } from '../platform/ports.ts';

/** What an index is built in, what answers questions, and what compares texts: three, so that nothing that is long keeps a question waiting. */
export type HistoryThreads = {
  build(task: string, input: unknown, heard?: (news: unknown) => void): Promise<unknown>;
  ask(task: string, input: unknown): Promise<unknown>;
  compare(task: string, input: unknown): Promise<unknown>;
  close(): void;
};

const restMs = 60_000;

/** Threads that live while they are needed: one that has had nothing to do for a minute is ended, and its memory is given back. */
export function createHistoryThreads({ threads, clock }: { threads: Threads; clock: Clock }): HistoryThreads {
  const over = new AbortController();
  const builder = createLender(() => threads.start('patient'), clock, over.signal);
  const asker = createLender(() => threads.start('prompt'), clock, over.signal);
  const comparer = createLender(() => threads.start('patient'), clock, over.signal);
  return {
    build: (...asked) => builder.ask(...asked),
    ask: (...asked) => asker.ask(...asked),
    compare: (...asked) => comparer.ask(...asked),
    close: () => {
      over.abort();
      builder.end();
      asker.end();
      comparer.end();
    },
  };
}

function createLender(start: () => Thread, clock: Clock, over: AbortSignal) {
  let thread: Thread | undefined;
  let working = 0;
  let asked = 0;

  const end = () => {
    void thread?.end().catch(() => undefined);
    thread = undefined;
  };
  async function rest(): Promise<void> {
    const mine = asked;
    await clock.sleep(restMs, over);
    if (working === 0 && asked === mine && !over.aborted) end();
  }

  return {
    end,
    ask: async (task: string, input: unknown, heard?: (news: unknown) => void): Promise<unknown> => {
      thread ??= start();
      const mine = thread;
      working += 1;
      asked += 1;
      try {
        return await mine.ask(task, input, heard);
      } catch (error) {
        // A thread that died (of memory, say) is not asked again.
        if (!(await lives(mine))) thread = thread === mine ? undefined : thread;
        throw error;
      } finally {
        working -= 1;
        if (working === 0) void rest();
      }
    },
  };
}

const lives = (thread: Thread): Promise<boolean> =>
  thread.ask('alive', {}).then(
    () => true,
    () => false,
  );
