import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCheckTimer } from '../../electron/platform/check-timer.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { waitUntil } from '../office/processes.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { startUserManager, whyNoUserManager, type UserManager } from '../office/user-manager.ts';

const needs = whyNoUserManager();

describe.skipIf(needs)(`the timer that looks after the program, with a real systemd (I4)${needs ? ` (${needs})` : ''}`, () => {
  let room: Scratch;
  let manager: UserManager;
  let end = () => Promise.resolve();
  beforeAll(async () => {
    room = await scratch('modosu-timer');
    manager = await startUserManager(room.dir);
    end = manager.end;
  });
  afterAll(async () => {
    await end();
    await room.remove();
  });

  /** A program at a path that notes its arguments beside itself; the home has every character that a path can have but a newline. */
  function setup(folder: string) {
    const at = join(room.dir, folder);
    mkdirSync(at);
    const program = join(at, 'modosu');
    writeFileSync(
      program,
      '#!/bin/sh\nprintf "%s\\0" "$0" "$@" >"${0%/*}/arguments.part"\nmv "${0%/*}/arguments.part" "${0%/*}/arguments"\n',
    );
    chmodSync(program, 0o700);
    const ascii = Array.from({ length: 126 }, (_, index) => String.fromCharCode(index + 1)).filter((character) => !'/'.includes(character));
    const command = [program, 'check', '--home', `/srv/${ascii.join('')}日本👍`, '$HOME', '${HOME}', '%h', ';', '', '-'];
    const { processes, configHome, runtimeFolder } = manager;
    const timer = createCheckTimer({ files: localFiles, processes, command, configHome, runtimeFolder });
    const noted = () =>
      existsSync(join(at, 'arguments')) ? readFileSync(join(at, 'arguments'), 'utf8').split('\0').slice(0, -1) : undefined;
    return { timer, command, noted };
  }
  const systemctl = (...args: string[]) =>
    manager.processes.run({
      file: 'systemctl',
      args: ['--user', ...args],
      cwd: '/',
      timeoutMs: 20_000,
      env: { XDG_RUNTIME_DIR: manager.runtimeFolder },
    });

  it('is seen to wait for its next half hour, and is gone without a trace when taken away', async () => {
    const { timer } = setup('plain');
    expect(await timer.look()).toMatchObject({ systemd: true, installed: false, active: false, lastRanAt: null, nextAt: null });
    await timer.set(true);
    const { nextAt, ...seen } = await timer.look();
    expect(seen).toMatchObject({ systemd: true, installed: true, active: true, lastRanAt: null });
    expect(nextAt).toBeGreaterThan(Date.now() - 1000);
    expect(nextAt).toBeLessThan(Date.now() + 32 * 60_000);
    await timer.set(false);
    expect(await timer.look()).toMatchObject({ installed: false, active: false, nextAt: null });
    expect(readdirSync(join(manager.configHome, 'systemd/user'), { recursive: true })).toEqual([]);
    expect(readdirSync(join(manager.dataHome, 'systemd/timers'))).toEqual([]);
  });

  it.each(['plain path', `o'neill "and" $co 100% \\ {}`])('runs the program exactly, at a path like %s (I5)', async (folder) => {
    const { timer, command, noted } = setup(folder);
    await timer.set(true);
    expect(await systemctl('start', 'modosu-check.service')).toMatchObject({ code: 0 });
    expect(noted()).toEqual(command);
    await timer.set(false);
  });

  it('makes good what was missed while the machine was off, and then says when it ran', async () => {
    const { timer, noted } = setup('missed');
    const own = join(manager.configHome, 'systemd/user/modosu-check.timer.d');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'now.conf'), '[Timer]\nRandomizedDelaySec=0\nAccuracySec=1us\n');
    const stamp = join(manager.dataHome, 'systemd/timers/stamp-modosu-check.timer');
    writeFileSync(stamp, '');
    utimesSync(stamp, new Date('2026-01-01'), new Date('2026-01-01'));
    await timer.set(true);
    await waitUntil(() => noted() !== undefined, { what: 'the check' });
    const { lastRanAt } = await timer.look();
    expect(Math.abs(Date.now() - (lastRanAt ?? 0))).toBeLessThan(60_000);
    await timer.set(false);
    expect(existsSync(stamp)).toBe(false);
  });

  it('the unit that is shipped for `modosu watch` starts it, and a backup at work outlives it (I10)', async () => {
    const program = join(room.dir, 'watch');
    writeFileSync(
      program,
      `#!/bin/sh\nsetsid sleep 60 &\necho $! >${room.dir}/backup.part\nmv ${room.dir}/backup.part ${room.dir}/backup\nwait\n`,
    );
    chmodSync(program, 0o700);
    const shipped = readFileSync(new URL('../../build/systemd/modosu-watch.service', import.meta.url), 'utf8');
    const units = join(manager.configHome, 'systemd/user');
    mkdirSync(units, { recursive: true });
    writeFileSync(join(units, 'modosu-watch.service'), shipped.replace('ExecStart=modosu watch', `ExecStart=${program} watch`));
    await systemctl('daemon-reload');
    expect(await systemctl('enable', '--now', 'modosu-watch.service')).toMatchObject({ code: 0 });
    await waitUntil(() => existsSync(join(room.dir, 'backup')), { what: 'the backup' });
    expect(await systemctl('stop', 'modosu-watch.service')).toMatchObject({ code: 0 });
    expect(await systemctl('is-active', 'modosu-watch.service')).toMatchObject({ stdout: 'inactive\n' });
    const backup = readFileSync(join(room.dir, 'backup'), 'utf8').trim();
    expect(await manager.processes.run({ file: '/bin/kill', args: ['-0', backup], cwd: '/', timeoutMs: 5000 })).toMatchObject({ code: 0 });
  });
});
