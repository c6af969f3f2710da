import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sweepScratch, withScratch } from './home.ts';

it('takes away the scratch folders of programs that are gone, and leaves everything else', async () => {
  const home = mkdtempSync(join(tmpdir(), 'modosu-home-'));
  const others = ['runs', 'scratch', `scratch-${process.ppid}-alive`, 'history.db'];
  // No process has a pid above the kernel's own limit of 2^22.
  for (const name of [...others, 'scratch-4194305-gone']) mkdirSync(join(home, name));
  writeFileSync(join(home, 'scratch-4194305-gone', 'file'), 'what somebody looked at');
  await withScratch(home, async () => {
    sweepScratch(home);
    await Promise.resolve();
    expect(readdirSync(home).filter((name) => name.startsWith(`scratch-${process.pid}-`))).toHaveLength(1);
  });
  expect(readdirSync(home).sort()).toEqual(others.sort());
  rmSync(home, { recursive: true });
});
