import type { Page } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, manifestOf } from '../office/manifest.ts';
import { styleSheet, yearSessions, type Year } from '../office/year.ts';
import { expect, test as base, type SeedOption } from './program.ts';
import { column, report, showChoice, startButton, title, tree } from './restore-screen.ts';
import { goTo } from './screens.ts';
import { test as ofYear } from './year-test.ts';

const box = (page: Page, name: string) => tree(page).getByRole('checkbox', { name: `Restore ${name}`, exact: true });
const moment = (page: Page) => page.getByRole('textbox', { name: 'A date, or how long ago' });
const wholeDate = {
  weekday: 'long',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
/** A heading with the whole date of a session in it: the comma behind the weekday is of another edition of the same locale. */
const heading = (words: string, year: Year, session: number): RegExp => {
  const date = new Intl.DateTimeFormat('en-GB', wholeDate).format((year.sessions[session]?.time ?? 0) * 1000);
  return new RegExp(`^${words} ${date.replace(/^(\w+),? /, '$1,? ')}$`);
};

/** What a session held at and below a folder, by paths from there. */
function partOf(manifest: ReadonlyMap<string, string>, folder: string): Map<string, string> {
  return new Map([...manifest].flatMap(([path, what]) => (path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), what]] : [])));
}

/** What stands in a folder now, without the folder itself. */
async function contentOf(folder: string): Promise<Map<string, string>> {
  const found = await manifestOf(folder);
  found.delete('.');
  return found;
}

/** The person's own folder, in which new folders are made, is one of the test. */
async function inOwnHome(dir: string, act: () => Promise<void>): Promise<void> {
  const before = process.env['HOME'];
  process.env['HOME'] = join(dir, 'person');
  mkdirSync(process.env['HOME'], { recursive: true });
  try {
    await act();
  } finally {
    process.env['HOME'] = before;
  }
}

const yearTest = ofYear.extend({
  home: async ({ home, office }, use) => inOwnHome(office.dir, () => use(home)),
});

yearTest('by mouse: ten days ago, a folder, into a new folder, verified', async ({ program: { page }, office, year }) => {
  await showChoice(page, 'website/now');
  await expect(startButton(page)).toBeDisabled();
  await moment(page).fill('10D');
  const wanted = yearSessions - 2;
  await expect(column(page, 'When')).toContainText('The last session at or before 10D:');
  await expect(title(page)).toHaveText(heading('Restore website as it was on', year, wanted));
  await box(page, 'products').click();
  await expect(tree(page).getByRole('checkbox', { name: 'Restore Everything' })).toHaveAttribute('aria-checked', 'mixed');
  const to = join(office.dir, 'person/Restored');
  await expect(column(page, 'Where')).toContainText(`${to}/website`);
  await expect(column(page, 'Where')).toContainText('Every file is checked against its recorded hash');
  await startButton(page).click();
  await expect(title(page)).toHaveText(heading('website is restored as it was on', year, wanted), { timeout: 60_000 });
  await expect(report(page)).toContainText(/(\d+) of \1 files match their recorded hash/);

  const day = new Date((year.sessions[wanted]?.time ?? 0) * 1000).toLocaleDateString('sv-SE');
  const restored = await contentOf(join(to, `website ${day}/products`));
  expect(differences(restored, partOf(year.sessions[wanted]?.manifest ?? new Map(), 'products'))).toEqual([]);
  await page.getByRole('button', { name: 'Back to the choice' }).click();
  await expect(box(page, 'products')).toHaveAttribute('aria-checked', 'true');
});

yearTest(
  'by keyboard alone: a date, a file in an opened folder, the place; Esc goes back step by step',
  async ({ program: { page }, office, year }) => {
    await showChoice(page, 'website/now');
    await moment(page).focus();
    await page.keyboard.type('3B');
    const wanted = yearSessions - 4;
    await expect(title(page)).toHaveText(heading('Restore website as it was on', year, wanted));
    await expect(tree(page)).toHaveAttribute('aria-busy', 'false');

    const tabTo = async (reached: () => Promise<boolean>) => {
      for (let pressed = 0; pressed < 40 && !(await reached()); pressed += 1) await page.keyboard.press('Tab');
      expect(await reached()).toBe(true);
    };
    const isFocused = (of: ReturnType<Page['locator']>) => () => of.evaluate((element) => element === document.activeElement);
    await tabTo(isFocused(tree(page)));
    await page.keyboard.type('products');
    await page.keyboard.press('ArrowRight');
    await expect(tree(page).locator('[data-cursor]')).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect(tree(page).locator('[data-cursor]')).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.type('style');
    await expect(tree(page).locator('[data-cursor]')).toContainText('style.css');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary')).toContainText(`${yearSessions} versions`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await tabTo(isFocused(tree(page)));
    await page.keyboard.press('Space');
    await expect(box(page, 'style.css')).toHaveAttribute('aria-checked', 'true');
    await tabTo(isFocused(column(page, 'Where').getByRole('radio', { name: /A new folder/ })));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    const to = join(office.dir, 'by keyboard');
    await page.keyboard.type(to);
    await expect(column(page, 'Where')).toContainText(/Will create\s*2/);
    await expect(startButton(page)).toBeEnabled();
    await tabTo(isFocused(startButton(page)));
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText(/^website is restored as it was on/, { timeout: 60_000 });
    expect(readFileSync(join(to, 'style.css'), 'utf8')).toBe(styleSheet(wanted));
    await page.keyboard.press('Escape');
    await expect(tree(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/#job\/website$/);
  },
);

yearTest(
  'the calendar leads to a day by its keys; of a day without a session the field says which one is meant',
  async ({ program: { page }, year }) => {
    await showChoice(page, 'website/now');
    const chosen = column(page, 'When').locator('[role=gridcell][aria-selected=true]');
    await chosen.focus();
    for (let day = 0; day < 14; day += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText(heading('Restore website as it was on', year, yearSessions - 2));
    await expect(moment(page)).toHaveValue('');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(moment(page)).toHaveValue(/^\d{4}-\d\d-\d\d$/);
    await expect(column(page, 'When')).toContainText('The last session at or before');
    await expect(title(page)).toHaveText(heading('Restore website as it was on', year, yearSessions - 2));
    await column(page, 'When').getByRole('button', { name: 'Oldest' }).click();
    await expect(title(page)).toHaveText(heading('Restore website as it was on', year, 0));
  },
);

yearTest('leaving one thing out of everything, and what was found by name, are restored as ticked', async ({ program: { page } }) => {
  await showChoice(page, 'website/now/');
  const all = tree(page).getByRole('checkbox', { name: 'Restore Everything' });
  await expect(all).toHaveAttribute('aria-checked', 'true');
  await box(page, 'uploads').click();
  await expect(all).toHaveAttribute('aria-checked', 'mixed');
  await expect(box(page, 'products')).toHaveAttribute('aria-checked', 'true');
  await column(page, 'What').getByRole('button', { name: 'Untick all' }).click();
  await expect(column(page, 'What')).toContainText('Nothing is ticked yet.');

  await page.getByRole('searchbox', { name: 'Find by name' }).fill('old-news');
  await expect(page.getByText('Nothing of that name in this session.')).toBeVisible();
  await page.getByRole('radio', { name: 'All dates' }).click({ force: true });
  const hit = page.getByRole('treegrid', { name: 'What was found' }).getByRole('row', { name: /old-news/ });
  await expect(hit).toBeVisible();
  await expect(hit.getByRole('checkbox')).toHaveCount(0);
  await hit.click();
  await hit.getByRole('checkbox').click();
  await expect(column(page, 'What')).toContainText('One file, ');
});

yearTest('what cannot be done is told in words, and nothing can be started then', async ({ program: { page }, office, year }) => {
  await showChoice(page, `website/${year.sessions[10]?.time ?? 0}/style.css`);
  await expect(box(page, 'style.css')).toHaveAttribute('aria-checked', 'true');
  await expect(startButton(page)).toBeEnabled();
  await moment(page).fill('in a while');
  await expect(column(page, 'When')).toContainText('not a time that is known');
  await expect(startButton(page)).toBeDisabled();
  await moment(page).fill('');
  await expect(startButton(page)).toBeEnabled();

  await page.getByText('Another folder here').click();
  const folder = column(page, 'Where').getByRole('textbox', { name: 'Folder' });
  await folder.fill('back');
  await expect(column(page, 'Where')).toContainText('The path must begin with /');
  await expect(startButton(page)).toBeDisabled();
  await folder.fill(join(year.repository, 'here'));
  await expect(column(page, 'Where').getByRole('alert')).toContainText(`lies inside the repository ${year.repository}`);
  await expect(startButton(page)).toBeDisabled();
  writeFileSync(join(office.dir, 'a file'), 'not a folder');
  await folder.fill(join(office.dir, 'a file'));
  await expect(column(page, 'Where').getByRole('alert')).toContainText('is there and is not a folder');
  await page.getByRole('button', { name: 'Use a new folder' }).click();
  await expect(startButton(page)).toBeEnabled();
});

const seeded = base.extend<SeedOption>({ seed: {} });
seeded('a repository that cannot be reached is told of once, at its own height, with one way out', async ({ program: { page } }) => {
  await goTo(page, 'restore/web1/now/');
  const again = page.getByRole('main').getByRole('button');
  await expect(again).toHaveText(['Technical text', 'Look again']);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const said = page.getByText('The repository cannot be reached, so its history cannot be read now.');
  const [notice, top] = await Promise.all([said.locator('xpath=../../..').boundingBox(), said.boundingBox()]);
  expect([(notice?.height ?? 0) > (top?.height ?? 0), (notice?.height ?? 999) < 200]).toEqual([true, true]);
});
