import { join } from 'node:path';
import { growHistory } from '../office/history.ts';
import { missing } from '../office/needs.ts';
import { readMail } from '../office/received-mail.ts';
import { startSmtpSink } from '../office/smtp.ts';
import { expect, test } from './program.ts';
import { goTo } from './screens.ts';

test.beforeEach(({}, info) => {
  info.skip(missing.rdiffBackup !== undefined, missing.rdiffBackup ?? '');
});

test('the report of a restore is mailed on a tick, which is there once mail is set up', async ({ office, shell, program: { page } }) => {
  const smtp = await startSmtpSink();
  try {
    const [source, repository] = [office.webRoot, join(office.dir, 'backup/shop')];
    const firstTime = Math.floor(Date.now() / 1000) - 86_400;
    await growHistory({ source, repository, sessions: 1, firstTime, stepSeconds: 86_400, seed: 3 });
    const done = async (...args: string[]) => {
      const { code, stderr } = await shell.call(...args);
      expect(code, stderr).toBe(0);
    };
    await done('job', 'add', 'shop', '--from', source, '--to', repository, '--adopt');
    const where = page.getByRole('region', { name: 'Where', exact: true });
    const show = async () => {
      await goTo(page, 'restore/shop/now/index.html');
      await where.getByText('Another folder here').click();
      await where.getByRole('textbox', { name: 'Folder' }).fill(join(office.dir, 'restored'));
      await where.getByRole('button', { name: 'Options' }).click();
      await expect(where.getByRole('checkbox', { name: 'Also special rights and devices' })).toBeVisible();
    };
    const tick = where.getByRole('checkbox', { name: 'Mail the report' });
    await show();
    await expect(tick).toHaveCount(0);

    const server = ['--host', '127.0.0.1', '--port', String(smtp.port), '--tls', 'none'];
    await done('mail', 'set', ...server, '--from', 'modosu@example.com', '--to', 'admin@example.com');
    await goTo(page, 'overview');
    await show();
    await where.getByText('Mail the report').click();
    await expect(tick).toBeChecked();
    await where.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop is restored as it was on/, { timeout: 60_000 });
    await expect.poll(() => smtp.messages.map(({ to }) => to), { timeout: 30_000 }).toEqual([['admin@example.com']]);
    expect(readMail(smtp.messages[0]?.raw ?? '').body).toContain('\nWhat: index.html\n');
  } finally {
    await smtp.close();
  }
});
