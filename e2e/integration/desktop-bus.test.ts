import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../electron/contract/run.ts';
import { startAgain, startDesktopProgram, type DesktopProgram } from '../office/desktop-program.ts';
import { openDesktopSession, type DesktopSession } from '../office/desktop-session.ts';
import { missing } from '../office/needs.ts';
import { waitUntil } from '../office/processes.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { modosuShell } from '../office/shell.ts';

const needs = missing.electron ?? missing.xvfb ?? missing.desktopSession ?? missing.rdiffBackup;
const longestMs = 100;
const noBus = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };

describe.skipIf(needs)(`the main loop never stands still, whatever is on the bus${needs ? ` (${needs})` : ''}`, { retry: 1 }, () => {
  let room: Scratch;
  let session: DesktopSession;
  let program: DesktopProgram | undefined;
  beforeAll(async () => {
    room = await scratch('modosu-bus');
  });
  afterAll(() => room.remove());
  afterEach(async () => {
    await program?.end();
    program = undefined;
    session.close();
  });

  /** A program that was started hidden on a home with one job that fails, with the time its start stood still. */
  async function start(env: Record<string, string | undefined> = {}) {
    const home = await mkdtemp(join(room.dir, 'home-'));
    const shell = modosuShell(home);
    await shell.call('job', 'add', 'web1', '--from', join(room.dir, 'nowhere'), '--to', join(home, 'repository'));
    const whole = { ...session.env, ...env };
    program = await startDesktopProgram(whole, home, '--hidden');
    await sleep(2000);
    const atStart = await program.longestStall();
    return { program, shell, atStart, showAgain: () => startAgain(whole, home) };
  }

  /** Opens the window, lets the job fail, and answers what became of it all. */
  async function useIt({ program, shell, atStart, showAgain }: Awaited<ReturnType<typeof start>>, afterwardsMs = 1000) {
    expect(await program.windows()).toEqual([]);
    await showAgain();
    await waitUntil(async () => (await program.windows()).length === 1, { what: 'the window' });
    await waitUntil(() => program.ask('program.about', {}).then((reply) => reply !== null), { what: 'the page' });
    const { value } = (await program.ask('program.about', {})) as { value: { tray: boolean; notifications: boolean } };
    await program.longestStall();
    await program.ask('run.start', { name: 'web1' });
    const runs = async () => (await shell.ask<Run[]>('runs')).value;
    await waitUntil(async () => (await runs()).some(({ state }) => state === 'done'), { what: 'the run to fail' });
    await sleep(afterwardsMs);
    const stall = Math.max(atStart, await program.longestStall());
    expect(stall).toBeLessThan(longestMs);
    return { tray: value.tray, notifications: value.notifications };
  }

  it('where that is measured: a stall is seen', async () => {
    session = await openDesktopSession();
    const { program } = await start();
    await program.longestStall();
    await program.stallFor(500);
    expect(await program.longestStall()).toBeGreaterThan(2 * longestMs);
  });

  it('with a panel and notifications', async () => {
    session = await openDesktopSession();
    await session.panel.appear();
    await session.startNotifications('actions body');
    expect(await useIt(await start())).toEqual({ tray: true, notifications: true });
  });

  it('with neither (G1, G4)', async () => {
    session = await openDesktopSession();
    expect(await useIt(await start())).toEqual({ tray: false, notifications: false });
  });

  it('with a notification service that can be started and never answers; it is not started (G5)', async () => {
    const data = await mkdtemp(join(room.dir, 'data-'));
    await mkdir(join(data, 'dbus-1/services'), { recursive: true });
    const mark = join(data, 'started');
    const service = `[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=/bin/sh -c "touch ${mark}; exec sleep 1000"\n`;
    await writeFile(join(data, 'dbus-1/services/n.service'), service);
    session = await openDesktopSession({ XDG_DATA_HOME: data });
    expect(await useIt(await start())).toEqual({ tray: false, notifications: false });
    expect(await rename(mark, mark).catch(() => 'not started')).toBe('not started');
  });

  it('with a notification daemon that hangs when it is told something (G6)', async () => {
    session = await openDesktopSession();
    await session.startNotifications('actions body');
    const code = 'import time; time.sleep(60); ret = 1';
    const notify = `("org.freedesktop.Notifications", "Notify", "susssasa{sv}i", "u", "${code}")`;
    const daemon = ['org.freedesktop.Notifications', '/org/freedesktop/Notifications'] as const;
    await session.panel.call(...daemon, 'org.freedesktop.DBus.Mock.AddMethod', notify);
    // A call that nobody answers takes two seconds to be given up.
    expect(await useIt(await start(), 3000)).toEqual({ tray: false, notifications: true });
  });

  it('without a session bus (G8)', async () => {
    session = await openDesktopSession();
    expect(await useIt(await start(noBus))).toEqual({ tray: false, notifications: false });
  });
});
