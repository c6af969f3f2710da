import type { Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { openFarShop, type FarShop } from '../office/shop.ts';
import { expect, test as base } from './program.ts';
import { goTo } from './screens.ts';

const test = base.extend<{ shop: FarShop }>({
  shop: async ({ office, shell }, use) => {
    const shop = await openFarShop(office, shell);
    await use(shop);
    await shop.close();
  },
});
test.beforeEach(({}, info) => {
  const reason = missing.rdiffBackup ?? missing.sshd;
  info.skip(reason !== undefined, reason ?? '');
});

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const where = (page: Page) => page.getByRole('region', { name: 'Where', exact: true });
const start = (page: Page) => where(page).getByRole('button', { name: 'Restore', exact: true });
const all = (page: Page) => page.getByRole('checkbox', { name: 'Restore Everything' });

/** Chooses everything of the newest session, for a folder, as far as the button that begins it. */
async function choose(page: Page, place: 'Another folder here' | 'Another host', folder: string): Promise<void> {
  await goTo(page, 'restore/shop/now/');
  await where(page).getByText(place).click();
  await where(page).getByRole('textbox', { name: 'Folder' }).fill(folder);
  await expect(start(page)).toBeEnabled({ timeout: 30_000 });
}

test('left by Cancel or by Esc before it began, it has written nothing, and nothing stays chosen', async ({
  shop,
  office,
  program: { page },
}) => {
  for (const leave of [() => where(page).getByRole('button', { name: 'Cancel' }).click(), () => page.keyboard.press('Escape')]) {
    await choose(page, 'Another folder here', shop.target);
    await expect(all(page)).toHaveAttribute('aria-checked', 'true');
    // In a field Esc takes back what was typed first.
    await title(page).click();
    await leave();
    await expect(page).toHaveURL(/#job\/shop$/);
    await page.getByRole('button', { name: 'Restore…', exact: true }).click();
    await expect(all(page)).toHaveAttribute('aria-checked', 'false');
    await expect(where(page).getByRole('radio', { name: /A new folder/ })).toBeChecked();
    await expect(start(page)).toBeDisabled();
  }
  expect(readdirSync(join(office.dir, 'standby'))).toEqual([]);
  expect(differences(await manifestOf(shop.source), shop.before)).toEqual([]);
  await goTo(page, 'job/shop');
  await expect(page.getByText('No run yet.')).toBeVisible();
});

test('cancelled at work, it ends as cancelled and leaves nothing at its target', async ({ shop, office, program: { page } }) => {
  const standby = join(office.dir, 'standby');
  await choose(page, 'Another host', shop.target);
  shop.line.trickle(400_000);
  await start(page).click();
  await expect(page.getByRole('list', { name: 'Steps' }).locator('[aria-current]')).toContainText('Read, write and check');
  await expect.poll(() => readdirSync(standby)).not.toEqual([]);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the restore' }).click();
  await expect(title(page)).toHaveText('The restore of shop was cancelled.', { timeout: 30_000 });
  expect(readdirSync(standby)).toEqual([]);
});
