import { describe, expect, it } from 'vitest';
import { createCheckTimer } from './check-timer.ts';
import { answered, fakeFiles, fakeProcesses } from './fakes.testing.ts';
import type { Files, ShortCommand, ShortResult } from './ports.ts';

const command = ['/opt/Modosu.AppImage', 'check', '--home', '/home/me/.config/modosu'];
const folder = '/home/me/.config/systemd/user';
const units = [`${folder}/modosu-check.service`, `${folder}/modosu-check.timer`];

/** A machine by what its programs answer to a command line; everything else succeeds silently. */
function setup(
  answers: Record<string, ShortResult | undefined> = {},
  { texts = new Map<string, string>(), missing = [] as string[] } = {},
) {
  const commands: ShortCommand[] = [];
  const files: Files = {
    ...fakeFiles(texts),
    remove: (path) => {
      texts.delete(path);
      return Promise.resolve();
    },
  };
  const processes = fakeProcesses({
    find: (program) => (missing.includes(program) ? undefined : `/usr/bin/${program}`),
    run: (asked) => {
      commands.push(asked);
      const line = asked.args.join(' ');
      const known = Object.entries({ '--user is-system-running': answered(0, 'running\n'), ...answers }).find(([begin]) =>
        line.startsWith(begin),
      );
      return Promise.resolve(known?.[1] ?? answered(0));
    },
  });
  const make = (own: readonly string[] = command) =>
    createCheckTimer({ files, processes, command: own, configHome: '/home/me/.config', runtimeFolder: '/run/user/1000' });
  const asked = () => commands.map(({ args }) => args.filter((arg) => arg !== '--user').join(' '));
  return { timer: make(), make, texts, commands, asked };
}

const shown = (active: string, last: string, next: string) =>
  answered(0, `NextElapseUSecRealtime=${next}\nLastTriggerUSec=${last}\nActiveState=${active}\n`);

describe('setting it up', () => {
  it('writes both units and starts the timer by the manager of this person', async () => {
    const { timer, texts, commands, asked } = setup();
    await timer.set(true);
    expect([...texts.keys()]).toEqual(units);
    expect(texts.get(units[0] ?? '')).toMatch(/^Type=oneshot$/m);
    expect(texts.get(units[1] ?? '')).toMatch(/^OnCalendar=\*:0\/30$/m);
    expect(asked()).toEqual(['is-system-running', 'daemon-reload', 'enable modosu-check.timer', 'restart modosu-check.timer']);
    expect(commands.every(({ env }) => env?.['XDG_RUNTIME_DIR'] === '/run/user/1000')).toBe(true);
  });
  it('takes everything away again', async () => {
    const { timer, texts, asked } = setup();
    await timer.set(true);
    texts.set(`${folder}/timers.target.wants/modosu-check.timer`, '');
    await timer.set(false);
    expect([...texts.keys()]).toEqual([]);
    expect(asked().slice(4)).toEqual([
      'disable --now modosu-check.timer',
      'clean --what=state modosu-check.timer',
      'daemon-reload',
      'reset-failed modosu-check.service',
    ]);
  });
  it('that fails leaves nothing behind and says what systemd said', async () => {
    const { timer, texts } = setup({ '--user enable': answered(1, '', 'Failed to enable unit: read-only\n') });
    await expect(timer.set(true)).rejects.toThrow('Failed to enable unit: read-only');
    expect(texts.size).toBe(0);
  });
  it('is refused where no systemd looks after this person, and where nothing can run the check', async () => {
    const offline = setup({ '--user is-system-running': answered(1, 'offline\n') });
    const none = setup({}, { missing: ['systemctl'] });
    for (const timer of [offline.timer, none.timer, setup().make([])])
      await expect(timer.set(true)).rejects.toMatchObject({ kind: 'not-here' });
    expect([offline.texts.size, none.texts.size]).toEqual([0, 0]);
  });
  it('can be taken away also where systemd is gone', async () => {
    const texts = new Map(units.map((unit) => [unit, '']));
    await setup({}, { texts, missing: ['systemctl'] }).timer.set(false);
    expect(texts.size).toBe(0);
  });
});

describe('looking at it', () => {
  const look = async (answers: Record<string, ShortResult>) => setup(answers).timer.look();

  it('tells when it last ran and when it will, in the words that systemd uses in UTC', async () => {
    expect(
      await look({
        '--user show': shown('active', 'Sun 2026-11-22 02:30:41 UTC', 'Sun 2026-11-22 03:00:07 UTC'),
        'show-user': answered(0, 'Linger=yes\n'),
      }),
    ).toMatchObject({
      systemd: true,
      active: true,
      lastRanAt: Date.UTC(2026, 10, 22, 2, 30, 41),
      nextAt: Date.UTC(2026, 10, 22, 3, 0, 7),
      lingers: true,
    });
  });
  it.each(['', 'n/a', '0', '48y 3w 3d 15h'])('a time that is shown as %j is none', async (text) => {
    expect(await look({ '--user show': shown('inactive', text, text) })).toMatchObject({ active: false, lastRanAt: null, nextAt: null });
  });
  it.each([
    [answered(0, 'Linger=no\n'), false],
    [answered(1, '', 'Failed to get user: User ID 1000 is not logged in or lingering'), null],
    [{ kind: 'timed-out', code: -1, stdout: '', stderr: '' } as const, null],
  ])('lingering is told, or that it cannot be: %j', async (answer, lingers) => {
    expect((await look({ 'show-user': answer })).lingers).toBe(lingers);
  });
  it('is installed when the service runs this program on this home, and the timer is there', async () => {
    const { timer, make, texts } = setup();
    const installed = async () => (await timer.look()).installed;
    expect(await installed()).toBe(false);
    await timer.set(true);
    expect(await installed()).toBe(true);
    expect((await make(['/opt/Modosu.AppImage', 'check', '--home', '/srv/other']).look()).installed).toBe(false);
    texts.delete(units[1] ?? '');
    expect(await installed()).toBe(false);
  });
  it.each(['initializing', 'starting', 'degraded', 'maintenance'])('a manager that is %s is one', async (state) => {
    expect((await look({ '--user is-system-running': answered(1, `${state}\n`) })).systemd).toBe(true);
  });
  it('without systemd there is a line for a crontab', async () => {
    const expected = {
      systemd: false,
      installed: false,
      active: false,
      lastRanAt: null,
      nextAt: null,
      lingers: null,
      cronLine: "*/30 * * * * '/opt/Modosu.AppImage' 'check' '--home' '/home/me/.config/modosu'",
    };
    expect(await setup({}, { missing: ['systemctl', 'loginctl'] }).timer.look()).toEqual(expected);
    expect(await look({ '--user is-system-running': answered(1, '', 'Failed to connect to bus: No medium found') })).toEqual(expected);
  });
});
