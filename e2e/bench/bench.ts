import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openWorld } from '../office/world.ts';
import { measureDesktop } from './desktop.ts';
import { measureFlood } from './flood.ts';
import { measureHistory } from './history.ts';
import { measureManyJobs } from './many-jobs.ts';
import { measurePairs } from './pairs.ts';
import { measureRestore } from './restore.ts';
import { measureStatus } from './status.ts';
import type { Row } from './row.ts';

const folder = fileURLToPath(new URL('../../.bench/', import.meta.url));

/** Measures the program beside the plain tool in one run, prints a table and writes `.bench/result.json`. */
async function bench(): Promise<number> {
  const rows: Row[] = [];
  const world = await openWorld();
  const show = (row: Row) => {
    rows.push(row);
    process.stdout.write(`${row.within ? ' ok ' : 'OVER'}  ${row.what.padEnd(58)} ${row.measured.padStart(24)}   (${row.limit})\n`);
  };
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    for (const kind of ['local', 'ssh'] as const) for (const row of await measurePairs(world, kind)) show(row);
    show(await measureFlood(world));
    show(await measureStatus(world));
    show(await measureManyJobs());
    for (const row of await measureDesktop(say)) show(row);
    await measureHistory(say, show);
    await measureRestore(say, show);
  } finally {
    await world.close();
  }
  await mkdir(folder, { recursive: true });
  const result = { at: new Date().toISOString(), node: process.version, cores: cpus().length, rows };
  await writeFile(new URL('../../.bench/result.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
  return rows.every((row) => row.within) ? 0 : 1;
}

process.exitCode = await bench();
