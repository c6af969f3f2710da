import * as z from 'zod';
import { Refusal } from '../contract/failure.ts';
import { ProcessMark } from '../contract/run.ts';
import type { Database, Processes } from '../platform/ports.ts';
import type { RunStore } from './run-store.ts';

const Keeper = z.strictObject({ process: ProcessMark, since: z.number(), kind: z.string() });

/** Lets the next one stay: this program goes. */
export function leaveHome({ store, processes }: { store: RunStore; processes: Processes }): void {
  const held = keeperOf(store);
  if (held?.process.pid === processes.self.pid && held.process.startTime === processes.self.startTime) store.keepFact('keeper', 'null');
}

/** The program that stays on this home, or did: it may have ended since. */
export function keeperOf(store: Pick<RunStore, 'fact'>): z.infer<typeof Keeper> | undefined {
  const text = store.fact('keeper');
  return text === undefined ? undefined : Keeper.safeParse(JSON.parse(text)).data;
}

/**
 * Makes this program the one that stays on this home: it watches runs, and soon starts them. The shell's commands need no such hold.
 * Refuses with `home-held` (pid, kind) while another one lives; a dead one holds nothing.
 */
export function holdHome(deps: { database: Database; store: RunStore; processes: Processes; now: number }, kind: string): void {
  const { database, store, processes, now } = deps;
  database.exclusive(() => {
    const held = keeperOf(store);
    const other = held && held.process.pid !== processes.self.pid && processes.lives(held.process) ? held : undefined;
    if (other) throw new Refusal('home-held', { pid: other.process.pid, kind: other.kind });
    store.keepFact('keeper', JSON.stringify({ process: processes.self, since: now, kind }));
  });
}
