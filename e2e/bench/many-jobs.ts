import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { removeTree } from '../office/scratch.ts';
import { seedHome } from '../office/seeded-home.ts';
import type { Row } from './row.ts';

const jobs = 200;
const typed = 'server 150';
const mostMs = 50;
/** What a letter has looked at goes on behind its answer. */
const betweenMs = 300;

/** How long the loop of the program stands still while somebody looks through many jobs, letter by letter. */
export async function measureManyJobs(): Promise<Row> {
  const dir = await mkdtemp(join(tmpdir(), 'modosu-bench-jobs-'));
  const home = join(dir, 'home');
  await seedHome(home, { jobs });
  const engine = createEngine(machinePorts(home, tables), home);
  const held: number[] = [];
  let text = '';
  const find = () => engine.ask('history.find', { text, best: true, limit: 8 });
  // As a window does.
  engine.on('history.changed', () => void find());
  try {
    for (let length = 2; length <= typed.length; length += 1) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      text = typed.slice(0, length);
      const reply = await find();
      await sleep(betweenMs);
      delay.disable();
      if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
      held.push(delay.max / 1e6);
    }
  } finally {
    await engine.idle();
    engine.close();
    await removeTree(dir);
  }
  return {
    what: `longest stall of the main loop, ${jobs} jobs looked through by ${held.length} letters`,
    measured: `${Math.max(...held).toFixed(0)} ms`,
    limit: `< ${mostMs} ms`,
    within: Math.max(...held) < mostMs,
    unit: 'ms',
    values: { held },
  };
}
