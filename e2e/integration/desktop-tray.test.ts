import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesktopProgram, type DesktopProgram } from '../office/desktop-program.ts';
import { openDesktopSession, type DesktopSession, type MenuNode, type Notices } from '../office/desktop-session.ts';
import { missing } from '../office/needs.ts';
import { waitUntil } from '../office/processes.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { modosuShell, type ModosuShell } from '../office/shell.ts';
import { writeManyFiles } from '../office/web-root.ts';

const needs = missing.electron ?? missing.xvfb ?? missing.desktopSession ?? missing.rdiffBackup;

/** The labels of a menu as a person reads them (dbusmenu: `__` is an underscore, a single one marks a key), submenus indented. */
const lines = (node: MenuNode, indent = ''): string[] =>
  node.children.flatMap(({ properties, children, ...rest }) => [
    `${indent}${properties.type === 'separator' ? '---' : (properties.label ?? '')}`
      .replaceAll('__', '\u0000')
      .replaceAll('_', '<key>')
      .replaceAll('\u0000', '_'),
    ...lines({ properties, children, ...rest }, `${indent}  `),
  ]);

function find(node: MenuNode, label: string): number | undefined {
  if (node.properties.label === label) return node.id;
  return node.children.map((child) => find(child, label)).find((id) => id !== undefined);
}

/** An icon that goes away closes its connection: a panel may ask it once more before the bus has told of that. */
const hasLeft = (error: unknown): boolean => error instanceof Error && error.message.includes('DBus.Error.NameHasNoOwner');

describe.skipIf(needs)(`the tray and notifications on a session bus${needs ? ` (${needs})` : ''}`, () => {
  let room: Scratch;
  let session: DesktopSession;
  let notices: Notices;
  let program: DesktopProgram;
  let shell: ModosuShell;
  let source: string;
  /** The icon of each state that was seen. */
  const icons = new Map<string, string>();
  beforeAll(async () => {
    room = await scratch('modosu-tray');
    const home = join(room.dir, 'home');
    source = join(room.dir, 'a & b_c');
    await mkdir(source);
    await writeManyFiles(source, { count: 1500, seed: 1 });
    shell = modosuShell(home);
    session = await openDesktopSession();
    await session.panel.appear();
    notices = await session.startNotifications('actions body body-markup');
    program = await startDesktopProgram(session.env, home, '--hidden');
  });
  afterAll(async () => {
    await program.end();
    session.close();
    await room.remove();
  });

  /** Waits until the tooltip says so, and keeps the icon. */
  async function shows(state: string, tooltip: string | RegExp, when: (menu: string[]) => boolean = () => true): Promise<string[]> {
    let seen = '';
    const right = async () => {
      // The icon is set before the menu: between two menus of one state it is the icon of that state.
      const fits = async () => when(lines(await session.panel.menu()));
      if (!(await session.panel.item()) || !(await fits())) return false;
      const item = await session.panel.item();
      seen = item?.tooltip[0] ?? '';
      if (!(typeof tooltip === 'string' ? seen === tooltip : tooltip.test(seen)) || !(await fits())) return false;
      const [pixmap] = item?.pixmaps ?? [];
      expect(pixmap?.filled).toBeGreaterThan(0);
      icons.set(state, pixmap?.digest ?? '');
      return true;
    };
    const isRight = () =>
      right().catch((error: unknown) => {
        if (!hasLeft(error)) throw error;
        return false;
      });
    await waitUntil(isRight, { what: `${state}: ${String(tooltip)}`, timeoutMs: 20_000 }).catch((error: unknown) => {
      throw new Error(`the tooltip is still: ${seen}`, { cause: error });
    });
    return lines(await session.panel.menu());
  }
  const hasNoTray = () =>
    waitUntil(async () => !((await program.ask('program.about', {})) as { value: { tray: boolean } }).value.tray, { what: 'no tray' });
  const choose = async (label: string) => {
    const id = find(await session.panel.menu(), label);
    if (id === undefined) throw new Error(`no menu item ${label}`);
    await session.panel.choose(id);
  };
  it('is grey and short without a job', async () => {
    expect(await shows('paused', 'Nothing is protected yet: there is no job.')).toEqual([
      'Nothing is protected yet: there is no job.',
      '---',
      'Open',
      'Quit',
    ]);
  });

  it('shows a new job, and that it was never backed up', async () => {
    await shell.call('job', 'add', 'web_1', '--from', source, '--to', join(room.dir, 'repository'));
    expect(await shows('at-risk', 'web_1 is at risk: it has no good backup yet.')).toEqual([
      'web_1 is at risk: it has no good backup yet.',
      '---',
      'web_1 · at risk · no good backup yet',
      expect.stringMatching(/^ {2}Next: (today|tomorrow) 02:30$/),
      '  Back up now',
      '  Restore…',
      '  Open',
      '---',
      'Restore…',
      'Pause all',
      '  for 1 hour',
      '  for 4 hours',
      '  until tomorrow 08:00',
      '  until I resume it',
      '---',
      'Open',
      'Quit',
    ]);
  });

  it('backs up from the menu, and says so while it does', async () => {
    await choose('Back up now');
    const menu = await shows('working', /./, (seen) => seen.includes('  Cancel'));
    expect([menu[2], ...menu.slice(4, 7)]).toEqual(['web_1 · working · no good backup yet', '  Cancel', '  Restore…', '  Open']);
    await shows('protected', 'The job is protected.', (seen) => seen.includes('web_1 · protected · just now'));
    expect((await shell.ask<{ outcome: { kind: string } }[]>('runs')).value.map(({ outcome }) => outcome.kind)).toEqual(['ok']);
    expect(await notices.told()).toEqual([]);
  });

  it('tells of a failure at once, and what to do', async () => {
    await rename(source, `${source}.away`);
    await choose('Back up now');
    const sentence = `the source ${source} does not exist`;
    const [headline] = await shows('attention', `web_1 needs attention: ${sentence}.`);
    expect(headline).toBe(`web_1 needs attention: ${sentence}.`);
    await waitUntil(async () => (await notices.told()).length === 1, { what: 'the notification' });
    const shown = { title: 'web_1: backup failed', actions: ['default', 'Show the run'], urgency: 2, expires: 0 };
    const body = `The source ${source.replace('&', '&amp;')} does not exist. Check the path; is a disk not mounted?`;
    expect(await notices.told()).toEqual([{ ...shown, replaces: 0, body }]);
  });

  it('goes to the run when the notification is chosen', async () => {
    expect(await program.windows()).toEqual([]);
    await notices.choose(1);
    await waitUntil(async () => (await program.windows()).join() === 'app://modosu/#run/2', { what: 'the window with the run' });
  });

  it('replaces an older failure, then tells of the recovery', async () => {
    await choose('Back up now');
    await waitUntil(async () => (await notices.told()).length === 2, { what: 'the second failure', timeoutMs: 20_000 });
    await rename(`${source}.away`, source);
    await writeFile(join(source, 'new'), 'new');
    await waitUntil(async () => find(await session.panel.menu(), 'Back up now') !== undefined, { what: 'the end of the run' });
    await choose('Back up now');
    await shows('protected', 'The job is protected.');
    await waitUntil(async () => (await notices.told()).length === 3, { what: 'the recovery' });
    const [, second, recovery] = await notices.told();
    expect([second?.replaces, second?.title]).toEqual([1, 'web_1: backup failed']);
    expect(recovery).toMatchObject({ replaces: 1, title: 'web_1: backups work again', urgency: 1, expires: -1 });
  });

  it('pauses and resumes all jobs from the menu, and shows it', async () => {
    await choose('  until tomorrow 08:00'.trim());
    const menu = await shows('paused', 'The job is protected.', (seen) => seen.some((line) => line.startsWith('Resume')));
    expect(menu).toContain('Resume (paused until tomorrow 08:00)');
    expect(menu).toContain('  paused until tomorrow 08:00');
    await choose('Resume (paused until tomorrow 08:00)');
    await shows('protected', 'The job is protected.', (seen) => seen.includes('Pause all'));
  });

  it('has had five icons, no two alike', () => {
    expect([...icons.keys()].sort()).toEqual(['at-risk', 'attention', 'paused', 'protected', 'working']);
    expect(new Set(icons.values()).size).toBe(5);
  });

  it('comes back when the panel restarts, and is not there without one (G2)', async () => {
    const before = (await session.panel.item())?.id;
    await session.panel.leave();
    await hasNoTray();
    await session.panel.appear();
    await shows('protected', 'The job is protected.');
    expect((await session.panel.item())?.id).not.toBe(before);
  });

  it('waits for a host where there is only a watcher (G3)', async () => {
    await session.panel.leave();
    await session.panel.appear(false);
    await sleep(1000);
    expect(await session.panel.item()).toBeUndefined();
    await session.panel.host(true);
    await shows('protected', 'The job is protected.');
    await session.panel.host(false);
    await hasNoTray();
    await session.panel.host(true);
    await shows('protected', 'The job is protected.');
  });

  it('tells of a failure of the schedule, too', async () => {
    const before = (await notices.told()).length;
    await rename(source, `${source}.away`);
    // Every minute: so long nobody waits for 02:30.
    expect((await shell.call('schedule', 'web_1', '--cron', '* * * * *')).code).toBe(0);
    await waitUntil(async () => (await notices.told()).length > before, { what: 'the notification', timeoutMs: 90_000 });
    const notice = (await notices.told())[before];
    expect(notice).toMatchObject({ title: 'web_1: backup failed', urgency: 2, expires: 0 });
    const [run] = (await shell.ask<{ trigger: string; outcome: { kind: string } | null }[]>('runs')).value;
    expect(run).toMatchObject({ trigger: 'schedule', outcome: { kind: 'failed' } });
    await shell.call('schedule', 'web_1', '--off');
  });

  it('ends the program from its menu', async () => {
    const quit = find(await session.panel.menu(), 'Quit') ?? 0;
    program.leave();
    await session.panel.choose(quit);
    expect(await program.ended).toBe(0);
  });
});

describe.skipIf(needs)(`a panel that comes after the program${needs ? ` (${needs})` : ''}`, () => {
  it('gets the icon, in Japanese where that is spoken, and a click on it opens the window (G2)', async () => {
    const room = await scratch('modosu-tray');
    const session = await openDesktopSession({ LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' });
    const program = await startDesktopProgram(session.env, join(room.dir, 'home'), '--hidden');
    try {
      await sleep(1500);
      await session.panel.appear();
      await waitUntil(async () => (await session.panel.item()) !== undefined, { what: 'the icon' });
      expect(lines(await session.panel.menu())).toEqual(['まだ何も保護されていません。ジョブがありません。', '---', '開く', '終了']);
      expect(await program.windows()).toEqual([]);
      await session.panel.activate();
      await waitUntil(async () => (await program.windows()).length === 1, { what: 'the window' });
    } finally {
      await program.end();
      session.close();
      await room.remove();
    }
  });
});
