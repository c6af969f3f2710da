import { readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modosuShell } from '../office/shell.ts';
import type { World } from '../office/world.ts';
import type { Row } from './row.ts';

const mostMiB = 50;

/** How much the engine's memory grows while a child prints one gibibyte: half on each stream, in lines as rdiff-backup prints them. */
export async function measureFlood({ office, shell }: World): Promise<Row> {
  const shims = join(office.dir, 'shims');
  await mkdir(shims, { recursive: true });
  const line = `* Processing file ${'x'.repeat(110)}`;
  const script = [
    '#!/bin/sh',
    '[ "$1" = --version ] && { echo "rdiff-backup 2.2.2"; exit 0; }',
    'sleep 1',
    `yes '${line}' | head -c 536870912`,
    `yes 'warning line ${line}' | head -c 536870912 >&2`,
    'exit 1',
    '',
  ];
  await writeFile(join(shims, 'rdiff-backup'), script.join('\n'));
  await chmod(join(shims, 'rdiff-backup'), 0o755);

  const flooded = modosuShell(shell.home, { PATH: `${shims}:${process.env['PATH'] ?? ''}` });
  await flooded.call('job', 'add', 'flood', '--from', office.webRoot, '--to', join(office.dir, 'bench', 'flood'));
  const child = flooded.start('run', 'flood', '--json');
  const samples: number[] = [];
  let stdout = '';
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  const watch = setInterval(() => {
    const resident = residentMiB(child.pid ?? 0);
    if (resident !== undefined) samples.push(resident);
  }, 50);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (!stdout.includes('"outcome"')) throw new Error('the flooded run left no record');

  // The program is up and waits for its child when half a second has passed.
  const before = samples[12] ?? NaN;
  const growth = Math.max(...samples) - before;
  return {
    what: 'memory of the engine while a child prints 1 GiB',
    measured: `+${growth.toFixed(1)} MiB on ${before.toFixed(0)}`,
    limit: `< ${mostMiB} MiB`,
    within: growth < mostMiB,
    unit: 'MiB',
    values: { resident: samples },
  };
}

function residentMiB(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
