import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemProcesses } from './processes.ts';

const processes = systemProcesses();

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu- o\'n"$(x)'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const paths = { stdout: at('out'), stderr: at('err'), exitFile: at('exit'), pidFile: at('pid') };
  const launch = (args: [string, ...string[]], stdin: string | null = null) => {
    const launched = processes.launch({ args, cwd: folder, stdin, ...paths });
    onTestFinished(() => {
      processes.signalGroup(launched.mark, 'SIGKILL');
    });
    return launched;
  };
  const read = (name: string) => readFileSync(at(name), 'utf8');
  return { folder, at, launch, read };
}

describe('a long command (I10, fault row A1)', () => {
  it.each([0, 1, 2, 3, 127, 255])('leaves its exit code %d in a file', async (code) => {
    const { launch, read } = setup();
    await launch(['/bin/sh', '-c', `exit ${code}`]).ended;
    expect(read('exit')).toBe(`${code}\n`);
  });

  it('writes to private files and its pid to another', async () => {
    const { launch, read, at, folder } = setup();
    const { mark, ended } = launch(['/bin/sh', '-c', 'echo out; echo err >&2; pwd']);
    await ended;
    expect([read('out'), read('err'), read('pid')]).toEqual([`out\n${folder}\n`, 'err\n', `${mark.pid}\n`]);
    expect(statSync(at('out')).mode & 0o777).toBe(0o600);
  });

  it('gets its arguments exactly, whatever is in them (I5, attack row I1)', async () => {
    const { launch, read } = setup();
    const args = [
      'a b',
      "o'neill",
      '"',
      '$(touch PWNED)',
      '`touch PWNED`',
      '; touch PWNED',
      'a\nb',
      '\\',
      '-n',
      '--',
      '',
      '*',
      '日本',
      '$1',
      '${out}',
      '\u001b',
    ];
    await launch(['/usr/bin/printf', '%s\\0', ...args]).ended;
    expect(read('out').split('\0').slice(0, -1)).toEqual(args);
    expect(existsSync(join(setup().folder, 'PWNED'))).toBe(false);
  });

  it('reads its input from a file, or nothing', async () => {
    const { launch, read, at } = setup();
    writeFileSync(at('in'), '+ /x\0- **\0');
    await launch(['/bin/cat'], at('in')).ended;
    await launch(['/bin/cat']).ended;
    expect(read('out')).toBe('+ /x\0- **\0');
  });

  it('that is killed is noted as 137 by the wrapper that outlives it (fault row A3)', async () => {
    const { launch, read, at } = setup();
    const { mark, ended } = launch(['/bin/sh', '-c', 'echo $$ >child; exec sleep 30']);
    await vi.waitFor(() => expect(read('child')).toMatch(/\d\n/), 4000);
    process.kill(Number(read('child')), 'SIGKILL');
    await ended;
    expect([read('exit'), processes.group(mark), existsSync(at('exit.part'))]).toEqual(['137\n', [], false]);
  });

  it('its wrapper survives the SIGTERM to the whole group and notes how the command ended (fault row A4, rdiff-backup 12.15)', async () => {
    const { launch, read } = setup();
    const { mark, ended } = launch(['/bin/sh', '-c', 'echo ready; exec sleep 30']);
    await vi.waitFor(() => expect(read('out')).toBe('ready\n'), 4000);
    processes.signalGroup(mark, 'SIGTERM');
    await ended;
    expect(read('exit')).toBe('143\n');
  });

  it('that takes its time to end after SIGTERM is waited for', async () => {
    const { launch, read } = setup();
    const { mark, ended } = launch(['/bin/sh', '-c', 'trap "sleep 0.2; echo cleaned; exit 1" TERM; echo ready; sleep 30 & wait']);
    await vi.waitFor(() => expect(read('out')).toBe('ready\n'), 4000);
    processes.signalGroup(mark, 'SIGTERM');
    await ended;
    expect([read('exit'), read('out')]).toEqual(['1\n', 'ready\ncleaned\n']);
  });

  it('of which nothing is left after a SIGKILL to the group leaves no code', async () => {
    const { launch, read, at } = setup();
    const { mark, ended } = launch(['/bin/sh', '-c', 'trap "" TERM; echo ready; sleep 30 & wait; sleep 30']);
    await vi.waitFor(() => expect(read('out')).toBe('ready\n'), 4000);
    expect(processes.group(mark).length).toBeGreaterThan(1);
    processes.signalGroup(mark, 'SIGKILL');
    await ended;
    await vi.waitFor(() => expect(processes.group(mark)).toEqual([]), 4000);
    expect(existsSync(at('exit'))).toBe(false);
    processes.signalGroup(mark, 'SIGKILL');
  });

  it('that is not there ends like in a shell', async () => {
    const { launch, read } = setup();
    await launch(['/nonexistent/tool']).ended;
    expect(read('exit')).toBe('127\n');
  });
});

describe('a short command', () => {
  const run = (file: string, args: string[], timeoutMs = 10_000) => processes.run({ file, args, cwd: '/', timeoutMs });
  it('answers its code and both its outputs, and reads nothing', async () => {
    expect(await run('/bin/sh', ['-c', 'echo out; echo err >&2; cat; exit 3'])).toEqual({
      kind: 'ended',
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });
  it('is given its arguments exactly (I5)', async () => {
    expect((await run('/usr/bin/printf', ['%s|', 'a b', '$(id)', '', '-x'])).stdout).toBe('a b|$(id)||-x|');
  });
  it('is given the variables that its caller names, and nothing else of this program', async () => {
    const { stdout } = await processes.run({ file: '/usr/bin/env', args: [], cwd: '/', timeoutMs: 10_000, env: { XDG_RUNTIME_DIR: '/r' } });
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names.sort()).toEqual(['COLUMNS', 'HOME', 'LC_ALL', 'PATH', 'PYTHONUNBUFFERED', 'TZ', 'USER', 'XDG_RUNTIME_DIR']);
  });
  it('is ended when it takes too long, with everything it started', async () => {
    const began = performance.now();
    expect(await run('/bin/sh', ['-c', 'sleep 30 & sleep 30'], 100)).toMatchObject({ kind: 'timed-out' });
    expect(performance.now() - began).toBeLessThan(5000);
  });
  it('that cannot be started says so', async () => {
    expect(await run('/nonexistent/tool', [])).toMatchObject({ kind: 'not-started', code: -1 });
  });
  it('that starts an ssh loses nothing of what it says, although ssh makes its stderr non-blocking and nobody reads just then', async () => {
    const lines = 'import os; os.set_blocking(2, False); [os.write(2, b"x") for _ in range(2000)]; print("done")';
    const said = processes.run({ file: '/usr/bin/python3', args: ['-c', lines], cwd: '/', timeoutMs: 10_000, startsSsh: true });
    await sleep(20);
    const busyUntil = performance.now() + 1000;
    while (performance.now() < busyUntil);
    expect(await said).toEqual({ kind: 'ended', code: 0, stdout: 'done\n', stderr: 'x'.repeat(2000) });
  });
  it('that starts an ssh leaves no file behind, gets its arguments exactly, and is cut when it floods', async () => {
    const { folder } = setup();
    vi.stubEnv('TMPDIR', folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const ask = (args: string[]) =>
      processes.run({ file: '/bin/sh', args: ['-c', ...args], cwd: folder, timeoutMs: 10_000, startsSsh: true });
    expect((await ask(['printf "%s|" "$@" >&2', 'sh', 'a b', '$(id)', '', '-x'])).stderr).toBe('a b|$(id)||-x|');
    expect((await ask(['head -c 9000000 /dev/zero >&2'])).stderr.length).toBe(262_144);
    expect(readdirSync(folder)).toEqual([]);
  });
  it('that floods is cut', async () => {
    const { kind, stdout } = await run('/bin/sh', ['-c', 'head -c 9000000 /dev/zero']);
    expect([kind, stdout.length]).toEqual(['ended', 262_144]);
  });
});
