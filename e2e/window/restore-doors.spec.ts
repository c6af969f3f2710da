import type { Page } from '@playwright/test';
import { expect } from './program.ts';
import { goTo } from './screens.ts';
import { test } from './year-test.ts';

const isAt = (page: Page, address: string) => expect.poll(() => page.evaluate(() => location.hash)).toBe(`#restore/website/${address}`);

test('a job, its timeline and the commands lead to the restore', async ({ program: { page }, year: { sessions } }) => {
  const newest = sessions.at(-1)?.time ?? 0;
  await goTo(page, 'job/website');
  await page.getByRole('button', { name: 'Restore…', exact: true }).click();
  await isAt(page, 'now');

  await goTo(page, 'job/website');
  await page.getByRole('button', { name: 'Restore from here…' }).click();
  await isAt(page, String(newest));

  await goTo(page, 'overview');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('restore files of website');
  await page.keyboard.press('Enter');
  await isAt(page, 'now');
});

test('a file that was found is opened by Enter and restored by Shift+Enter or its own door', async ({ program: { page } }) => {
  const find = async () => {
    await goTo(page, 'overview');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('style.css');
    const hit = page.getByRole('option', { name: /style\.css/ });
    await expect(hit).toBeVisible();
    return hit;
  };
  await find();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Enter');
  await isAt(page, 'now/style.css');

  const hit = await find();
  await hit.hover();
  await hit.getByText('Restore…').click();
  await isAt(page, 'now/style.css');

  await find();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#history/website/now/style.css');
});

test('the history leads from a row, a folder, a version and what is found, each as it was then', async ({
  program: { page },
  year: { sessions },
}) => {
  const then = sessions[10]?.time ?? 0;
  const open = async (path: string) => {
    await goTo(page, `history/website/${then}/${path}`);
    await expect(page.getByRole('grid').first()).toBeVisible();
  };
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });

  await open('');
  await row('css').hover();
  await row('css').getByRole('link', { name: 'Restore css…' }).click();
  await isAt(page, `${then}/css`);

  await open('');
  await page.getByRole('grid').first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+Enter');
  await isAt(page, `${then}/before`);

  await open('');
  await page.getByRole('button', { name: 'About this folder' }).click();
  await page.getByRole('button', { name: 'Restore this folder…' }).click();
  await isAt(page, `${then}/`);

  await open('style.css');
  const held = page.getByRole('complementary').locator('[aria-current]');
  await held.getByRole('button', { name: 'Restore…' }).click();
  await isAt(page, `${then}/style.css`);

  await open('');
  await page.getByRole('searchbox').fill('style.css');
  await row('style.css').hover();
  await row('style.css').getByRole('link', { name: 'Restore style.css…' }).click();
  await isAt(page, `${then}/style.css`);
});
