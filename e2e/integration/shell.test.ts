import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Progress } from '../../electron/contract/run.ts';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { missing } from '../office/needs.ts';
import { writeManyFiles } from '../office/web-root.ts';
import { openWorld, type World } from '../office/world.ts';

const run = promisify(execFile);
const needs = missing.sshd ?? missing.rdiffBackup;
const program = fileURLToPath(new URL('../../out/cli.js', import.meta.url));

describe.skipIf(needs)(`the shell, as it is typed${needs ? ` (${needs})` : ''}`, () => {
  let world: World;
  const files = 3000;
  beforeAll(async () => {
    world = await openWorld();
    await mkdir(join(world.office.dir, 'many'));
    await writeManyFiles(join(world.office.dir, 'many'), { count: files, seed: 1 });
    await world.addJob('多くのファイル', join(world.office.dir, 'many'), join(world.office.dir, 'backup', 'many'), '--keep', '6M');
  });
  afterAll(() => world.close());

  it('--json answers with exactly one document, also for failures and wrong usage', async () => {
    await world.run('多くのファイル');
    const calls = [
      'status',
      'host list',
      'host test web1',
      'job list',
      'job show 多くのファイル',
      'runs',
      'runs 多くのファイル',
      'log 1',
      'run nobody',
      'log 999',
      'job add',
      'nonsense',
      'cancel 多くのファイル',
    ];
    for (const call of calls) {
      const { stdout, stderr } = await world.shell.call('--json', ...call.split(' '));
      expect(stdout.trimEnd().split('\n'), call).toHaveLength(1);
      expect(() => JSON.parse(stdout) as unknown, call).not.toThrow();
      expect(stderr, call).toBe('');
    }
  });

  it.each([
    [0, 'status'],
    [0, 'host test web1'],
    [0, '--help'],
    [0, 'job add --help'],
    [0, '--version'],
    [3, 'run nobody'],
    [3, 'host test nobody'],
    [3, 'log 999'],
    [3, 'log x'],
    [3, 'runs --limit 0'],
    [3, 'job add x --from /tmp --to relative'],
    [3, 'job add x --from /tmp --to /b --include a'],
    [3, 'job add x --from /tmp --to /b --keep forever'],
    [3, 'job add x --from /tmp --to /b --preset nothing'],
    [3, 'job add x --from web1:/a --to web1:/b'],
    [3, 'host add y --address a --user b --key /nowhere'],
    [3, 'job'],
    [3, ''],
    [1, 'cancel 多くのファイル'],
  ])('ends with %i: modosu %s', async (code, line) => {
    const answer = await world.shell.call(...line.split(' ').filter((part) => part !== ''));
    expect(answer.code, answer.stdout + answer.stderr).toBe(code);
    expect(answer.stdout + answer.stderr).not.toMatch(/\bat .*\.js:\d+/);
  });

  it.each([
    '',
    'host',
    'host add',
    'host list',
    'host test',
    'host trust',
    'host remove',
    'job',
    'job add',
    'job list',
    'job show',
    'job adopt',
    'job remove',
    'run',
    'cancel',
    'repair',
    'status',
    'runs',
    'log',
    'accept',
    'serve',
  ])('explains itself in both languages: modosu %s --help', async (command) => {
    const parts = command.split(' ').filter((part) => part !== '');
    const [english, japanese] = await Promise.all([
      world.shell.call(...parts, '--help'),
      world.shell.call(...parts, '--help', '--lang', 'ja'),
    ]);
    expect(english.stdout).toMatch(/^Usage: modosu/);
    expect(english.stdout).toContain('--json');
    expect(japanese.stdout).toMatch(/^使い方： modosu/);
  });

  it('shows a live line on a terminal and none when piped', async () => {
    const piped = await world.shell.call('run', '多くのファイル');
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    const line = `'${process.execPath}' '${program}' --home '${world.shell.home}' run 多くのファイル`;
    const { stdout } = await run('script', ['-qec', line, '/dev/null'], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    expect(stdout).toContain('\r\u001b[K');
    expect(stdout).toContain('succeeded');
  });

  it('rdiff-backup 12.18: progress: files are counted in a first backup, the share rises in a repeated one', async () => {
    const home = join(world.office.dir, 'engine-home');
    const engine = createEngine(machinePorts(home, tables), home);
    const seen: Progress[] = [];
    engine.on('run.progress', (progress) => seen.push(progress));
    await engine.ask('job.add', { name: 'p', from: join(world.office.dir, 'many'), to: join(world.office.dir, 'backup', 'progress') });
    const copying = async () => {
      seen.length = 0;
      await engine.ask('run.start', { name: 'p' });
      await engine.idle();
      return seen.filter((progress) => progress.phase === 'copying');
    };
    const first = await copying();
    expect(first.length).toBeGreaterThan(0);
    expect(first.every((progress) => progress.share === null)).toBe(true);
    const counts = first.map((progress) => progress.files);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(0);
    expect(counts.at(-1)).toBeLessThanOrEqual(files + 10);

    const shares = (await copying()).flatMap((progress) => progress.share ?? []);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(seen.some((progress) => progress.phase === 'finishing')).toBe(true);
    expect(shares.every((share) => share < 1)).toBe(true);
    engine.close();
  });
});
