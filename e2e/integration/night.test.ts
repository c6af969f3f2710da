import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../electron/contract/run.ts';
import { openFakeTime, type FakeTime } from '../office/fake-time.ts';
import { missing } from '../office/needs.ts';
import { waitUntil } from '../office/processes.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { modosuShell, type ModosuShell } from '../office/shell.ts';

const needs = missing.fakeTime ?? missing.rdiffBackup;

/** Seconds from now to a time of day of this machine, tomorrow if it has passed. */
function secondsTo(hour: number, minute: number, second: number): number {
  const at = new Date();
  at.setHours(hour, minute, second, 0);
  if (at.getTime() <= Date.now()) at.setDate(at.getDate() + 1);
  return Math.round((at.getTime() - Date.now()) / 1000);
}

describe.skipIf(needs)(`a night with the real program${needs ? ` (${needs})` : ''}`, () => {
  let room: Scratch;
  let time: FakeTime;
  let shell: ModosuShell;
  let source: string;
  beforeEach(async () => {
    room = await scratch('modosu-night');
    time = await openFakeTime(room.dir);
    shell = modosuShell(join(room.dir, 'home'), { ...time.env, PATH: `${time.bin}:${process.env['PATH'] ?? ''}` });
    source = join(room.dir, 'www');
    await mkdir(source);
    await writeFile(join(source, 'index.html'), 'hello');
    await shell.call('job', 'add', 'web1', '--from', source, '--to', join(room.dir, 'repository'));
  });
  afterEach(() => room.remove());

  // A drill is due by itself, too.
  const runs = async () => (await shell.ask<Run[]>('runs')).value.filter(({ action }) => action === 'backup');
  const watching = () => {
    const program = shell.start('watch');
    return { program, end: async () => (program.kill('SIGTERM'), (await once(program, 'exit'))[0] as number) };
  };

  it('passes: the backup begins at 02:30 by itself, and the line is in the log', async () => {
    const due = await shell.call('due');
    expect(due.stdout).toMatch(/^web1 {2}(today|tomorrow) 02:30\n/);
    await time.ahead(secondsTo(2, 29, 56));
    const { end } = watching();
    await waitUntil(async () => (await runs())[0]?.state === 'done', { what: 'the run of the night', timeoutMs: 30_000 });
    expect(await end()).toBe(0);
    const [run] = await runs();
    expect(run).toMatchObject({ trigger: 'schedule', outcome: { kind: 'ok' } });
    expect(new Date(run?.startedAt ?? 0).toTimeString()).toMatch(/^02:30:0/);
    const log = await readFile(join(shell.home, 'backup.log'), 'utf8');
    expect(log).toMatch(/^\d{4}-\d\d-\d\d 02:30:\d\d rdiff-backup succeeded From \/\S+\/www To \/\S+\/repository\n$/);
    expect((await shell.call('due')).stdout).toMatch(/^web1 {2}tomorrow 02:30\n {4}today 02:30: run 1\n$/);
  });

  it('three nights off: one catch-up after the start, each missed time recorded (E1)', async () => {
    await time.ahead(secondsTo(2, 30, 0) + 2 * 86_400 + 6 * 3600);
    const { end } = watching();
    const slots = async () => (await shell.ask<{ slot: { state: string; reason: string } | null }[]>('due')).value;
    await waitUntil(async () => (await slots())[0]?.slot?.state === 'waiting', { what: 'the catch-up to wait' });
    await time.ahead(secondsTo(2, 30, 0) + 2 * 86_400 + 6 * 3600 + 300);
    await waitUntil(async () => (await runs())[0]?.state === 'done', { what: 'the catch-up', timeoutMs: 90_000 });
    await end();
    expect((await runs()).map(({ trigger, outcome }) => [trigger, outcome?.kind])).toEqual([['catch-up', 'ok']]);
    const log = (await readFile(join(shell.home, 'backup.log'), 'utf8')).trim().split('\n');
    expect(log.filter((line) => line.includes('rdiff-backup skipped')).map((line) => line.split(' : ')[1])).toEqual([
      'Modosu was not running',
      'Modosu was not running',
    ]);
    expect(log.filter((line) => line.includes('rdiff-backup succeeded'))).toHaveLength(1);
  }, 150_000);

  it('the clock ten years ahead: nothing is removed, and it is said (E7)', async () => {
    await shell.call('run', 'web1');
    await appendFile(join(source, 'index.html'), ' again');
    await time.ahead(2 * 86_400);
    await shell.call('run', 'web1');
    await time.ahead(3650 * 86_400);
    await appendFile(join(source, 'index.html'), ' and again');
    await shell.call('run', 'web1');
    const { value } = await shell.ask<{ held: string | null; sessions: number[] }>('prune', 'web1', '--dry-run');
    expect(value.held).toBe('clock');
    expect((await runs()).map(({ action }) => action)).toEqual(['backup', 'backup', 'backup']);
  });
});
