import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { openShop, type Shop } from '../office/shop.ts';
import { expect, test as base } from './program.ts';
import { goTo } from './screens.ts';

/** The shop's repository once more, as the job `far`: on the host, whose key may run rdiff-backup and nothing else. */
const test = base.extend<{ shop: Shop }>({
  shop: [
    async ({ office, shell }, use) => {
      const shop = await openShop(office, shell);
      const repository = `standby:${join(office.dir, 'backup/shop')}`;
      const { code, stderr } = await shell.call('job', 'add', 'far', '--from', shop.source, '--to', repository, '--adopt');
      expect(code, stderr).toBe(0);
      await use(shop);
    },
    { auto: true },
  ],
});
test.beforeEach(({}, info) => {
  const reason = missing.rdiffBackup ?? missing.sshd;
  info.skip(reason !== undefined, reason ?? '');
});

const entry = (page: Page) => page.getByRole('treegrid', { name: 'What was there' }).getByRole('row', { name: /about\.html/ });

// 2.2 lists nothing through the second one, and lets itself be read.
for (const limits of ['', ' --restrict-mode read-only'])
  test(`everything comes back through a key for rdiff-backup alone: server${limits}`, async ({ shop, office, program: { page } }) => {
    await office.sshd.setAuthorized(`restrict,command="rdiff-backup server${limits}"`);
    await goTo(page, 'restore/far/now/');
    await expect(page.getByText('Where it may read, everything can be restored.')).toBeVisible({ timeout: 30_000 });
    await expect(entry(page)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^\d+ files, [\d.]+ kB/)).toBeVisible({ timeout: 30_000 });
    // Behind a key that may list names, nothing else is known to be searched; that is not to say that nothing is there.
    const field = page.getByRole('searchbox', { name: 'Find by name' });
    await field.fill('about');
    if (limits === '') await expect(page.getByText(/^Not searched/)).toBeVisible({ timeout: 30_000 });
    else await expect(page.getByRole('row', { name: /about\.html/ })).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('about');
    await expect(page.getByText(/^Files not searched: .*\bfar\b/)).toBeVisible({ timeout: 30_000 });
    // The first one empties the field.
    for (const key of ['Escape', 'Escape']) await page.keyboard.press(key);
    await field.fill('');
    await page.getByText('Another folder here').click();
    const to = join(office.dir, 'out/www');
    await page.getByRole('textbox', { name: 'Folder' }).fill(to);
    const start = page.getByRole('button', { name: 'Restore', exact: true });
    await expect(start).toBeEnabled({ timeout: 30_000 });
    await start.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^far is restored as it was on/, { timeout: 60_000 });
    expect(differences(await manifestOf(to), shop.before)).toEqual([]);
  });

test('where the key lets nobody read, either, the reason is told, with a way out', async ({ office, program: { page } }) => {
  await office.sshd.setAuthorized('restrict,command="rdiff-backup server --restrict-mode update-only"');
  await goTo(page, 'restore/far/now/');
  await expect(page.getByText(/^The history of far cannot be read now:.*Violation/)).toBeVisible({ timeout: 30_000 });
  await office.sshd.setAuthorized(undefined);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(entry(page)).toBeVisible({ timeout: 30_000 });
});
