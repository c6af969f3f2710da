import { expect, test, type SeedOption } from './program.ts';
import { goTo } from './screens.ts';

const many = test.extend<SeedOption>({ seed: { jobs: 200 } });
const some = test.extend<SeedOption>({ seed: {} });

many('two hundred jobs stand in one list, and each is found by its name (attack row L8)', async ({ program: { page } }) => {
  await expect(page.locator('main').getByRole('list').first().getByRole('listitem')).toHaveCount(200);
  await expect(page.locator('main').getByRole('link', { name: 'server 150', exact: true }).first()).toBeAttached();
  await page.keyboard.press('Control+k');
  // A list of a thousand would be drawn anew with every letter; what is cut off is said.
  await expect(page.getByText(/^Jobs: the first \d+ of 200\./)).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThan(150);
  await page.keyboard.type('server');
  await expect(page.getByRole('option').first()).toHaveAttribute('data-focused');
  // There are as many lines as before, and the same: each letter leads back to the first of them.
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('data-focused');
  await page.keyboard.type(' ');
  await expect(page.getByRole('option').first()).toHaveAttribute('data-focused');
  await page.keyboard.type('150');
  await expect(page.getByRole('dialog').getByText(/the first/)).toHaveCount(0);
  await expect(page.getByRole('option').first()).toHaveText(/server 150/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#job\/server%20150$/);
});

some('everything is reached by keyboard alone, and Esc goes back one step', async ({ program: { page } }) => {
  await goTo(page, 'overview');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText(/Skip to the content/);
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus')).toHaveText('Pause all…');
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus')).toHaveRole('link');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#job\//);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#overview$/);
});
