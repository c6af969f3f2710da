import { delimiter, join } from 'node:path';
import { createEngine, tables, type Engine } from '../../electron/engine.ts';
import type { Reply } from '../../electron/contract/failure.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { machinePorts, type Ports } from '../../electron/platform/machine.ts';
import { openFakeTime } from './fake-time.ts';

/** An engine that stays on a home, on a clock that a test moves; the rdiff-backup it calls sees the same clock. */
export type FastNights = {
  readonly engine: Engine;
  /** Epoch ms on that clock. */
  now(): number;
  /** Moves the clock to a moment (epoch ms, to the second) and lets the engine look. */
  moveTo(at: number): Promise<void>;
  close(): void;
};

/** Opens one in a scratch folder; `change` is laid over the ports of the machine. */
export async function openFastNights(dir: string, change: Partial<Ports> = {}): Promise<FastNights> {
  const time = await openFakeTime(dir);
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${time.bin}${delimiter}${path}`;
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const home = join(dir, 'home');
  const engine = createEngine({ ...machinePorts(home, tables), clock: { ...systemClock, now }, ...change }, home);
  return {
    engine,
    now,
    moveTo: async (at) => {
      ahead = Math.ceil((at - Date.now()) / 1000) * 1000;
      await time.ahead(ahead / 1000);
      engine.wake();
    },
    close: () => {
      engine.close();
      process.env['PATH'] = path;
    },
  };
}

/** The value of a reply; a refusal is thrown. */
export function must<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`${reply.failure.kind} ${JSON.stringify(reply.failure.facts)}`);
}
