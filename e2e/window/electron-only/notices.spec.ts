import type { Page } from '@playwright/test';
import type { Run } from '../../../electron/contract/run.ts';
import { openDesktopSession } from '../../office/desktop-session.ts';
import { missing } from '../../office/needs.ts';
import { openFarShop } from '../../office/shop.ts';
import { expect, test, valueIn } from './desktop.ts';

test('a restore that takes long is told at its end, with no window open: of which job, how it ended, and the way to its report', async ({
  desktop,
  office,
}, info) => {
  const reason = missing.desktopSession ?? missing.rdiffBackup ?? missing.sshd;
  info.skip(reason !== undefined, reason ?? '');
  const session = await openDesktopSession();
  const shop = await openFarShop(office, desktop.shell);
  try {
    await session.panel.appear();
    const notices = await session.startNotifications('actions body');
    const opened = await desktop.open({ env: session.env });
    const page = await opened.page();
    await expect.poll(() => valueIn(page, 'program.about')).toMatchObject({ tray: true, notifications: true });
    const order = { name: 'shop', at: 'now', paths: [''], place: { kind: 'path', to: `standby:${shop.target}` } };
    const begin = async (to: Page) => {
      const { id } = await valueIn<Run>(to, 'restore.start', { ...order, confirmed: { replace: 0, remove: 0 } });
      const isWriting = { state: 'running', step: { name: 'stage' } };
      await expect.poll(() => valueIn(to, 'run.get', { run: id }), { timeout: 30_000 }).toMatchObject(isWriting);
      return id;
    };

    shop.line.trickle(400_000);
    await begin(page);
    await office.sshd.stop();
    await expect.poll(() => notices.told(), { timeout: 30_000 }).toHaveLength(1);
    const [failure] = await notices.told();
    expect(failure).toMatchObject({ title: 'shop: restore failed', urgency: 2, expires: 0 });
    expect(failure?.body).toBe(
      'Nothing was restored: the connection to standby was lost. Nothing at the target was changed. Start it again.',
    );
    await office.sshd.start();

    const id = await begin(page);
    await opened.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => opened.windows()).toBe(0);
    expect(await notices.told()).toHaveLength(1);
    shop.line.trickle(undefined);
    await expect.poll(() => notices.told(), { timeout: 30_000 }).toHaveLength(2);
    const success = (await notices.told())[1];
    expect(success).toMatchObject({ title: 'shop: restore finished', actions: ['default', 'Show the run'], urgency: 1, expires: -1 });
    expect(success?.body).toMatch(/^\d+ files are back as they were on .+, each checked against its recorded hash\.$/);

    await notices.choose(success?.replaces ?? 0);
    await expect.poll(() => opened.windows()).toBe(1);
    const again = await opened.page();
    await expect.poll(() => again.evaluate(() => location.hash)).toBe(`#run/${id}`);
    await expect(again.getByRole('dialog').getByRole('region', { name: 'Report' })).toBeVisible();
  } finally {
    await shop.close();
    session.close();
  }
});
