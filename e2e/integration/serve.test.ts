import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../electron/contract/failure.ts';
import type { Run } from '../../electron/contract/run.ts';
import { missing } from '../office/needs.ts';
import { listen } from '../office/ports.ts';
import { processesWith, waitUntil } from '../office/processes.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { askOver, enter, startServing } from '../office/served.ts';
import { modosuShell } from '../office/shell.ts';
import { writeManyFiles } from '../office/web-root.ts';

let room: Scratch;
let homes = 0;
const freshShell = (env: Record<string, string> = {}) =>
  modosuShell(join(room.dir, `home ${(homes += 1)}`), { DISPLAY: '', WAYLAND_DISPLAY: '', ...env });

describe.skipIf(missing.procfs)(`modosu serve${missing.procfs ? ` (${missing.procfs})` : ''}`, () => {
  beforeAll(async () => {
    room = await scratch('modosu-serve');
  });
  afterAll(() => room.remove());

  it('is refused on a taken port in one sentence, and on a wrong one before anything is done', async () => {
    const other = createServer();
    const port = await listen(other);
    const taken = await freshShell().call('serve', '--no-open', '--port', String(port));
    expect(taken).toEqual({
      code: 1,
      stdout: '',
      stderr: `modosu: Port ${port} is taken by another program. Choose another one, or leave --port out.\n`,
    });
    other.close();
    for (const wrong of ['0', '65536', 'x', '-1', '80x', '1e3']) {
      const { code, stdout } = await freshShell().call('serve', '--no-open', `--port=${wrong}`);
      expect([wrong, code, stdout]).toEqual([wrong, 3, '']);
    }
  });

  it('holds its home: a second one says who has it, with the exit code for busy', async () => {
    const shell = freshShell();
    const own = await startServing(shell, '--no-open');
    const second = await shell.call('serve', '--no-open');
    expect([second.code, second.stdout]).toEqual([4, '']);
    expect(second.stderr).toContain(`process ${own.pid}, browser`);
    await own.end('SIGTERM');
    const third = await startServing(shell, '--no-open', '--port', String(own.port));
    expect([third.port, third.token === own.token]).toEqual([own.port, false]);
    await third.end();
  });

  it('prints one line, with --json one document', async () => {
    const shell = freshShell();
    const child = shell.start('--json', 'serve', '--no-open');
    let said = '';
    child.stdout?.on('data', (data: Buffer) => (said += data.toString()));
    await expect.poll(() => said).toContain('\n');
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(0);
    expect(JSON.parse(said)).toEqual({ address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/) as string });
  });

  it('ends with Ctrl+C, also with a window in it, and leaves nothing behind', async () => {
    const shell = freshShell();
    const own = await startServing(shell, '--no-open');
    const window = await enter(own, own.token);
    await askOver(window, 1, 'status', {});
    const begun = performance.now();
    const end = await own.end();
    expect(end).toEqual({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(readdirSync(shell.home).sort()).toEqual(['history.db']);
    await expect(fetch(`http://127.0.0.1:${own.port}/`)).rejects.toThrow();
    expect(readFileSync(join(shell.home, 'history.db')).includes(own.token)).toBe(false);
  });

  it('leaves a run at work, which ends well without it and is taken over by the next one', async (context) => {
    context.skip(missing.rdiffBackup !== undefined, missing.rdiffBackup);
    const shell = freshShell();
    const [from, to] = [join(room.dir, 'many'), join(room.dir, 'repository')];
    mkdirSync(from);
    await writeManyFiles(from, { count: 4000, seed: 5 });
    await shell.call('job', 'add', 'many', '--from', from, '--to', to);
    const own = await startServing(shell, '--no-open');
    const window = await enter(own, own.token);
    const started = (await askOver(window, 1, 'run.start', { name: 'many' })) as Reply<Run>;
    expect(started).toMatchObject({ ok: true });
    await waitUntil(() => existsSync(join(shell.home, 'runs/1/backup.pid')), { what: 'the backup to start' });
    expect(await own.end()).toEqual({ code: 0, signal: null, stderr: '' });
    expect(processesWith(to).length).toBeGreaterThan(0);
    const next = await startServing(shell, '--no-open');
    const [back, frames] = await enter(next, next.token).then((came) => [came, came.frames] as const);
    const over = () => frames.some((frame) => frame.includes('"event":"run.changed"') && frame.includes('"state":"done"'));
    await waitUntil(over, { what: 'the run to be announced as done', timeoutMs: 60_000 });
    expect(await askOver(back, 2, 'run.get', { run: 1 })).toMatchObject({
      ok: true,
      value: { adopted: true, outcome: { kind: 'ok' }, session: { files: expect.any(Number) as number } },
    });
    await next.end();
  });

  describe('the browser of the person', () => {
    /** A folder with an `xdg-open` that notes what it was called with, and ends with this code. */
    const opener = (name: string, code: number) => {
      const [bin, notes] = [join(room.dir, name), join(room.dir, `${name} notes`)];
      mkdirSync(bin);
      writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s|' "$#" "$@" >'${notes}'\nexit ${code}\n`, { mode: 0o755 });
      return { notes, env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` } };
    };
    const screen = { DISPLAY: ':4711' };

    it('is shown the address where there is a screen, and --no-open was not said', async () => {
      const { notes, env } = opener('works', 0);
      const own = await startServing(freshShell({ ...env, ...screen }));
      await waitUntil(() => existsSync(notes) && readFileSync(notes, 'utf8').endsWith('|'), { what: 'the browser' });
      expect(readFileSync(notes, 'utf8')).toBe(`1|${own.address}|`);
      expect(await own.end()).toEqual({ code: 0, signal: null, stderr: '' });
    });

    it.each([
      ['without a screen', {}, []],
      ['with --no-open', screen, ['--no-open']],
    ])('is left alone %s', async (name, env, options) => {
      const quiet = opener(name, 0);
      const own = await startServing(freshShell({ ...quiet.env, ...env }), ...options);
      expect((await fetch(`http://127.0.0.1:${own.port}/`)).status).toBe(200);
      expect(await own.end()).toEqual({ code: 0, signal: null, stderr: '' });
      expect(existsSync(quiet.notes)).toBe(false);
    });

    it('that fails or cannot be started fails nothing', async () => {
      const failing = opener('fails', 4);
      const broken = join(room.dir, 'broken');
      mkdirSync(broken);
      writeFileSync(join(broken, 'xdg-open'), '\0no program', { mode: 0o755 });
      for (const path of [failing.env.PATH, `${broken}:${process.env['PATH'] ?? ''}`]) {
        const own = await startServing(freshShell({ PATH: path, ...screen }));
        expect((await fetch(`http://127.0.0.1:${own.port}/`)).status).toBe(200);
        expect(await own.end()).toEqual({ code: 0, signal: null, stderr: '' });
      }
    });
  });
});
