import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../electron/contract/requests.ts';
import { Run } from '../../electron/contract/run.ts';
import { missing } from '../office/needs.ts';
import { day, firstTime, openPast, sessionTimes, type Past } from '../office/past.ts';

const needs = missing.rdiffBackup;
let opened: Past | undefined;
const past = () => opened as Past;

beforeAll(async () => {
  if (needs === undefined) opened = await openPast({ TZ: 'Asia/Tokyo' });
});
afterAll(() => opened?.remove());

async function ran(...args: string[]): Promise<{ code: number; run: Run }> {
  const { code, value } = await past().shell.ask<unknown>(...args);
  return { code, run: Run.parse(value) };
}

describe.skipIf(needs)(`modosu verify and modosu drill${needs ? ` (${needs})` : ''}`, () => {
  it('verify: a whole session is told as whole, with how many files that were', async () => {
    const { code, run } = await ran('verify', 'website', '--at', String(firstTime + day));
    expect([code, run.action, run.outcome?.kind, run.report?.session, run.report?.damagedCount]).toEqual([
      0,
      'verify',
      'ok',
      firstTime + day,
      0,
    ]);
    expect(run.report?.verified).toBe(run.report?.ofFiles);
  });

  it('drill: a sample says what it covered, and the status shows the proof', async () => {
    const { code, run } = await ran('drill', 'website');
    expect([code, run.action, run.outcome?.kind, run.report?.damagedCount]).toEqual([0, 'drill', 'ok', 0]);
    const { value } = await past().shell.ask<Status>('status');
    const proven = value.jobs.find(({ name }) => name === 'website')?.proven;
    expect(proven).toMatchObject({ run: run.id, scope: 'sample', damaged: 0 });
    const { stdout } = await past().shell.call('status');
    expect(stdout).toContain('Last proven');
  });

  it('drill --full: every state of every session', async () => {
    const { code, run } = await ran('drill', 'website', '--full');
    expect([code, run.outcome?.kind, run.report?.sessions]).toEqual([0, 'ok', sessionTimes.length]);
    const { stdout } = await past().shell.call('log', String(run.id));
    expect(stdout).toMatch(/website {2}trial restore {2}succeeded[^]*Every state of 5 sessions was tried/);
  });

  it('one flipped byte is found by each of them, by name, and ends in 2', async () => {
    const file = await open(join(past().repository, 'big.bin'), 'r+');
    try {
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 1_000_000);
      await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 1_000_000);
    } finally {
      await file.close();
    }
    for (const args of [
      ['verify', 'website'],
      ['drill', 'website'],
      ['drill', 'website', '--full'],
      ['restore', 'website', 'big.bin', 'docs', '--to', join(past().dir, 'damaged'), '--yes'],
    ]) {
      const { code, run } = await ran(...args);
      const named = run.report?.damaged.map(({ path }) => path);
      expect({ args: args[0], code, cause: run.outcome?.cause, named }).toEqual({
        args: args[0],
        code: 2,
        cause: 'files-damaged',
        named: expect.arrayContaining(['big.bin']) as string[],
      });
    }
    const { stdout } = await past().shell.call('incidents');
    expect(stdout).toContain('A trial restore of website did not come out whole');
  });
});
