import { appendFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { random } from './random.ts';

const BEGIN = Date.UTC(2025, 6, 1) / 1000;
const DAY_SECONDS = 86_400;

/** Changes what `writeManyFiles` wrote: every other file grows, a few go, one comes. `day` counts from 1 and must rise. */
export async function changeManyFiles(dir: string, { seed, day }: { seed: number; day: number }): Promise<void> {
  const numbers = random(seed * 100_003 + day);
  const time = BEGIN + day * DAY_SECONDS;
  for (const name of readdirSync(dir).sort()) {
    const folder = join(dir, name);
    readdirSync(folder)
      .sort()
      .filter((_, at) => (at + day) % 2 === 0)
      .forEach((file) => change(join(folder, file), numbers.int(0, 99) === 0 ? undefined : numbers.bytes(numbers.int(1, 40)), time));
    writeFileSync(join(folder, `day ${day}.txt`), numbers.bytes(100));
    utimesSync(join(folder, `day ${day}.txt`), time, time);
    utimesSync(folder, time, time);
    await turn();
  }
}

function change(file: string, more: Buffer | undefined, time: number): void {
  if (more === undefined) {
    rmSync(file);
    return;
  }
  appendFileSync(file, more);
  utimesSync(file, time, time);
}
