import type { Page } from '@playwright/test';
import { formatDate } from '../../electron/contract/words/format.ts';
import { hostileNames, styleSheet, turns, yearSessions, type Year } from '../office/year.ts';
import { expect } from './program.ts';
import { goTo } from './screens.ts';
import { test } from './year-test.ts';

const timeOf = (year: Year, session: number) => year.sessions[session]?.time ?? 0;
const dateOf = (year: Year, session: number) => formatDate(timeOf(year, session) * 1000, 'en');
const title = (page: Page) => page.getByRole('heading', { level: 1 });
const list = (page: Page) => page.getByRole('grid', { name: 'What is in the folder' });
const entry = (page: Page, name: string) => list(page).getByRole('row', { name });
const panel = (page: Page) => page.getByRole('complementary');
const look = (page: Page) => page.getByRole('dialog');
const newest = yearSessions - 1;

/** Goes to a session and a path below the source, and waits for the list. */
async function show(page: Page, year: Year, session: number, path = ''): Promise<void> {
  await goTo(page, `history/website/${timeOf(year, session)}/${path}`);
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, session)}`);
  await expect(list(page)).toHaveAttribute('aria-busy', 'false');
}

/** What stands at the cursor of the list. */
const atCursor = (page: Page) => list(page).locator('[data-cursor] [role=rowheader]');

test('from a job one comes to its history, to the session of a day, and by the mouse through its folders', async ({
  program: { page },
  year,
}) => {
  await goTo(page, 'job/website');
  await page.getByRole('button', { name: 'Browse', exact: true }).first().click();
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, newest)}`);
  await expect(page.getByText(`the newest of ${yearSessions} sessions`)).toBeVisible();

  const day = new Date((timeOf(year, 10) + 86_400) * 1000);
  const written = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  const field = page.getByRole('textbox', { name: 'Go to a date…' });
  await field.fill(`${written}T`);
  await expect(page.getByText(/not a time that is known/)).toBeVisible();
  await field.fill(written);
  await expect(page.getByText(`The last session at or before: ${dateOf(year, 10)}`)).toBeVisible();
  await field.press('Enter');
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, 10)}`);
  await expect(page.getByText(`session 11 of ${yearSessions}`)).toBeVisible();

  await entry(page, 'before').click();
  await expect(entry(page, '2026年度 会計.txt')).toBeVisible();
  await page.getByRole('navigation', { name: 'Folder' }).getByRole('link').click();
  await expect(entry(page, 'before')).toContainText('gone since');
  await expect(entry(page, 'bin')).not.toContainText('since');
  await entry(page, 'empty folder').click();
  await expect(page.getByText('This folder was empty.')).toBeVisible();

  // Where the folder is not there, it is said when it was.
  await show(page, year, 10, 'before');
  await page.goto(page.url().replace(String(timeOf(year, 10)), 'now'));
  await expect(page.getByText('before is not in this session.')).toBeVisible();
  await page.getByRole('button', { name: `Last there on ${dateOf(year, turns.before)}` }).click();
  await expect(entry(page, '2026年度 会計.txt')).toBeVisible();
});

test('of the whole source it is told what is largest and what changes most, and each leads to its versions', async ({
  program: { page },
  year,
}) => {
  await show(page, year, 10);
  await page.getByRole('button', { name: 'About this folder' }).click();
  const panel = page.getByRole('complementary');
  await expect(panel.getByRole('region', { name: 'Largest files' }).getByRole('listitem')).toHaveCount(5);
  const changing = panel.getByRole('region', { name: 'Changed most often' }).getByRole('listitem').first();
  await expect(changing).toContainText(/\d+ versions/);
  const count = /\d+ versions/.exec((await changing.textContent()) ?? '')?.[0] ?? '';
  await changing.getByRole('button').click();
  await expect(page.getByRole('complementary').getByRole('heading', { name: count })).toBeVisible();
});

test('keys alone lead through folders and sessions, and Esc goes back one step', async ({ program: { page }, year }) => {
  await show(page, year, 10);
  await list(page).focus();
  await page.keyboard.type('befo');
  await expect(atCursor(page)).toHaveText('before');
  await page.keyboard.press('Enter');
  await expect(entry(page, '2026年度 会計.txt')).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(atCursor(page)).toHaveText('before');
  await page.keyboard.press('Space');
  await expect(panel(page)).toContainText(/Files\s*1\s*Folders\s*0/);
  await expect(panel(page)).toContainText('2 removed');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);

  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(list(page).locator('[data-cursor]')).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, 11)}`);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, 9)}`);

  await page.keyboard.type('style');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText(`${yearSessions} versions`);
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#job\/website$/);
});

test('each version of a file is there to be looked at, and to be compared with now', async ({ program: { page }, year }) => {
  test.setTimeout(180_000);
  await show(page, year, 10, 'style.css');
  await expect(entry(page, 'style.css')).toHaveAttribute('aria-selected', 'true');
  const held = panel(page).getByRole('listitem').filter({ hasText: 'this session' });
  await expect(held).toContainText(dateOf(year, 10));
  await held.getByRole('button', { name: 'Preview' }).click();
  const text = look(page).getByRole('region', { name: 'Text of the file' });
  await expect(text).toContainText('width: 100px;', { timeout: 30_000 });
  await expect(text).toContainText(styleSheet(10).split('\n').at(-2) ?? '');

  await look(page).getByText('Difference from now').click();
  const lines = look(page).getByRole('region', { name: 'Lines that differ' });
  await expect(lines).toContainText('width: 250px;', { timeout: 30_000 });
  await expect(look(page)).toContainText(/− 2 lines\s*\+ 2 lines/);
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await expect(look(page).getByRole('status')).toHaveText('2 of 2');
  await look(page).getByText('Side by side').click();
  await expect(lines).toContainText(`Now (${dateOf(year, newest)})`);
  await page.keyboard.press('Escape');

  await show(page, year, 10, 'square.png');
  await panel(page).getByRole('button', { name: 'Preview' }).click();
  const picture = look(page).getByRole('img', { name: 'Picture square.png' });
  await expect(picture).toBeVisible({ timeout: 30_000 });
  expect(await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([48, 48]);
  await page.keyboard.press('Escape');

  await show(page, year, 10, 'data.bin');
  await panel(page).getByRole('button', { name: 'Preview' }).click();
  await expect(look(page)).toContainText('neither a text nor a picture', { timeout: 30_000 });
});

test('what is gone is found by its name, on the screen and from everywhere, and shown where it was last', async ({
  program: { page },
  year,
}) => {
  await show(page, year, newest);
  const field = page.getByRole('searchbox', { name: 'Find by name' });
  await field.fill('OLD-news');
  await expect(page.getByText('Nothing of that name in this session.')).toBeVisible();
  await page.getByRole('radio', { name: 'All dates' }).click({ force: true });
  const hit = page.getByRole('grid', { name: 'What was found' }).getByRole('row', { name: 'old-news.html' });
  await expect(hit).toContainText(dateOf(year, turns.oldNews));
  await hit.click();
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, turns.oldNews)}`);
  await expect(entry(page, 'old-news.html')).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveValue('');

  await goTo(page, 'overview');
  await page.keyboard.press('Control+k');
  // A pattern: its letters are not those of the name, and still the palette shows what was found.
  await page.keyboard.type('ol?-n*.html');
  const option = page.getByRole('option', { name: /old-news/ });
  await expect(option).toContainText('website');
  await expect(option).toContainText('last seen');
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, turns.oldNews)}`);
  await expect(panel(page)).toContainText('old-news.html');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('browse the history');
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveText(`website as it was on ${dateOf(year, newest)}`);
});

test('two sessions are compared, and what came later is shown beside what was there', async ({ program: { page }, year }) => {
  await show(page, year, turns.later);
  await page.getByRole('radio', { name: 'Changes', exact: true }).click({ force: true });
  const changes = page.getByRole('grid', { name: 'What differs' });
  await expect(changes.getByRole('row', { name: 'later.txt' })).toContainText('added');
  await expect(changes.getByRole('row', { name: 'style.css' })).toContainText('changed');
  await page.getByRole('radio', { name: 'Files', exact: true }).click({ force: true });

  await show(page, year, 0);
  await list(page).focus();
  await page.keyboard.type('later');
  await expect(list(page).locator('[data-cursor]')).not.toContainText('later.txt');
  await page.getByText('Also what came later').click();
  await expect(list(page)).toHaveAttribute('aria-busy', 'false');
  await list(page).focus();
  await page.keyboard.type('later');
  await expect(list(page).locator('[data-cursor]')).toContainText('later.txt');
  await expect(list(page).locator('[data-cursor]')).toContainText('new since');
});

test('names of any bytes are shown harmlessly, opened, and found again after a reload', async ({ program: { page }, year }) => {
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  const shown = ['caf\\u{dce9}.txt', 'evil\\u{202e}txt.exe', 'line\\u{a}break.txt', '-rf', 'xxxx', '<img src=x onerror=alert(1)>.txt'];
  for (const [index, name] of hostileNames.entries()) {
    const address = Array.from(name, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    await show(page, year, 3, address);
    await expect(panel(page).getByRole('heading').first()).toContainText(shown[index] ?? '');
    await expect(list(page).locator('[aria-selected=true]')).toContainText(shown[index] ?? '');
  }
  await show(page, year, 3, 'caf%e9.txt');
  await page.reload();
  await expect(panel(page).getByRole('heading').first()).toHaveText('caf\\u{dce9}.txt');
  await expect(panel(page)).toContainText('this session');
  expect(dialogs).toBe(0);
});
