import type { Page } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { openShop, type Shop } from '../office/shop.ts';
import { styleSheet, yearSessions, type Year } from '../office/year.ts';
import { expect, test as base, type SeedOption } from './program.ts';
import { goTo } from './screens.ts';
import { test as ofYear } from './year-test.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const column = (page: Page, name: 'When' | 'What' | 'Where') => page.getByRole('region', { name, exact: true });
const tree = (page: Page) => page.getByRole('treegrid', { name: 'What was there' });
const box = (page: Page, name: string) => tree(page).getByRole('checkbox', { name: `Restore ${name}`, exact: true });
const moment = (page: Page) => page.getByRole('textbox', { name: 'A date, or how long ago' });
const start = (page: Page) => column(page, 'Where').getByRole('button', { name: 'Restore', exact: true });
const report = (page: Page) => page.getByRole('region', { name: 'Report' });
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

async function show(page: Page, address: string): Promise<void> {
  await goTo(page, `restore/${address}`);
  await expect(tree(page)).toHaveAttribute('aria-busy', 'false');
}

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
  await show(page, 'website/now');
  await expect(start(page)).toBeDisabled();
  await moment(page).fill('10D');
  const wanted = yearSessions - 2;
  await expect(column(page, 'When')).toContainText('The last session at or before 10D:');
  await expect(title(page)).toHaveText(heading('Restore website as it was on', year, wanted));
  await box(page, 'products').click();
  await expect(tree(page).getByRole('checkbox', { name: 'Restore Everything' })).toHaveAttribute('aria-checked', 'mixed');
  const to = join(office.dir, 'person/Restored');
  await expect(column(page, 'Where')).toContainText(`${to}/website`);
  await expect(column(page, 'Where')).toContainText('Every file is checked against its recorded hash');
  await start(page).click();
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
    await show(page, 'website/now');
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
    await expect(start(page)).toBeEnabled();
    await tabTo(isFocused(start(page)));
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
    await show(page, 'website/now');
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
  await show(page, 'website/now/');
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
  await expect(hit.getByRole('checkbox')).toHaveCount(0);
  await hit.click();
  await hit.getByRole('checkbox').click();
  await expect(column(page, 'What')).toContainText('One file, ');
});

yearTest('what cannot be done is told in words, and nothing can be started then', async ({ program: { page }, office, year }) => {
  await show(page, `website/${year.sessions[10]?.time ?? 0}/style.css`);
  await expect(box(page, 'style.css')).toHaveAttribute('aria-checked', 'true');
  await expect(start(page)).toBeEnabled();
  await moment(page).fill('in a while');
  await expect(column(page, 'When')).toContainText('not a time that is known');
  await expect(start(page)).toBeDisabled();
  await moment(page).fill('');
  await expect(start(page)).toBeEnabled();

  await page.getByText('Another folder here').click();
  const folder = column(page, 'Where').getByRole('textbox', { name: 'Folder' });
  await folder.fill('back');
  await expect(column(page, 'Where')).toContainText('The path must begin with /');
  await expect(start(page)).toBeDisabled();
  await folder.fill(join(year.repository, 'here'));
  await expect(column(page, 'Where').getByRole('alert')).toContainText(`lies inside the repository ${year.repository}`);
  await expect(start(page)).toBeDisabled();
  writeFileSync(join(office.dir, 'a file'), 'not a folder');
  await folder.fill(join(office.dir, 'a file'));
  await expect(column(page, 'Where').getByRole('alert')).toContainText('is there and is not a folder');
  await page.getByRole('button', { name: 'Use a new folder' }).click();
  await expect(start(page)).toBeEnabled();
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

const test = base.extend<{ shop: Shop }>({ shop: async ({ office, shell }, use) => use(await openShop(office, shell)) });
test.beforeEach(({}, info) => {
  const reason = missing.rdiffBackup ?? missing.sshd;
  info.skip(reason !== undefined, reason ?? '');
});

test('one file comes back in its place; what it replaced is kept aside and is put back', async ({ shop, program: { page } }) => {
  const file = join(shop.source, 'index.html');
  writeFileSync(file, 'broken by mistake');
  const broken = await manifestOf(shop.source);
  await show(page, 'shop/now/index.html');
  await page.getByText('Where it came from').click();
  await expect(column(page, 'Where')).toContainText(/Will replace\s*1/);
  // In the lowest window the preview is out of sight, and what it comes to is not.
  await page.setViewportSize({ width: 820, height: 560 });
  await expect(page.getByText('Replaces 1', { exact: true })).toBeInViewport({ ratio: 1 });
  await start(page).click();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/, { timeout: 60_000 });
  expect(readFileSync(file, 'utf8')).toContain('</main>');

  await page.reload();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/);
  await report(page).getByRole('button', { name: 'Put back…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put back', exact: true }).click();
  await expect(page.getByText(/is again as it was before the restore\./)).toBeVisible({ timeout: 60_000 });
  expect(differences(await manifestOf(shop.source), broken)).toEqual([]);
});

test('a file whose backup is broken is named, never put in place, and the rest is whole', async ({ shop, office, program: { page } }) => {
  writeFileSync(join(office.dir, 'backup/shop/index.html'), 'broken on the disk');
  writeFileSync(join(shop.source, 'index.html'), 'broken by mistake');
  const before = await manifestOf(shop.source);
  await show(page, 'shop/now/index.html');
  await page.getByText('Where it came from').click();
  await expect(start(page)).toBeEnabled({ timeout: 30_000 });
  await start(page).click();
  await expect(title(page)).toHaveText('The restore of shop did not end well.', { timeout: 60_000 });
  await expect(page.getByRole('main')).toContainText('Nothing was restored: nothing of what was chosen could be brought back');
  await expect(page.getByRole('main')).toContainText('Try an earlier session');
  await expect(report(page)).toContainText('index.html');
  expect(differences(await manifestOf(shop.source), before)).toEqual([]);

  // Another address leads away from the report, and back to it.
  await show(page, 'shop/now/');
  await page.goBack();
  await expect(report(page)).toContainText('index.html');
  await show(page, 'shop/now/');
  await page.getByText('Another folder here').click();
  const to = join(office.dir, 'out/www');
  await page.getByRole('textbox', { name: 'Folder' }).fill(to);
  await expect(start(page)).toBeEnabled({ timeout: 30_000 });
  await start(page).click();
  await expect(report(page)).toContainText('index.html', { timeout: 60_000 });
  const { 'index.html': lost, ...rest } = Object.fromEntries(shop.before);
  expect(lost).toBeDefined();
  const came = [...(await manifestOf(to))].filter(([path]) => path !== '.');
  expect(Object.keys(Object.fromEntries(came)).sort()).toEqual(
    Object.keys(rest)
      .filter((path) => path !== '.')
      .sort(),
  );
});

test('where there is no session yet the way leads to the job', async ({ office, shell, program: { page } }) => {
  const { code, stderr } = await shell.call('job', 'add', 'new', '--from', office.webRoot, '--to', join(office.dir, 'backup/new'));
  expect(code, stderr).toBe(0);
  await goTo(page, 'restore/new/now/');
  await expect(title(page)).toHaveText('new has nothing to restore yet.');
  await page.getByRole('button', { name: 'Show the job' }).click();
  await expect(page.getByRole('button', { name: 'Back up now' })).toBeVisible();
});

test('everything goes onto a standby host, to the same path unless another one is wanted', async ({ shop, office, program: { page } }) => {
  await show(page, 'shop/now/');
  await page.getByText('Another host').click();
  await expect(column(page, 'Where').getByRole('button', { name: /Host/ })).toContainText('standby');
  const folder = column(page, 'Where').getByRole('textbox', { name: 'Folder' });
  await expect(folder).toHaveValue(shop.source);
  const to = join(office.dir, 'standby/www');
  await folder.fill(to);
  await expect(start(page)).toBeEnabled({ timeout: 30_000 });
  await start(page).click();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/, { timeout: 90_000 });
  await expect(page.getByRole('main')).toContainText(`Into standby:${to}`);
  expect(differences(await manifestOf(to), shop.before)).toEqual([]);
});

test('one folder gets the very path that is typed, and the dialog says what becomes what', async ({ shop, office, program: { page } }) => {
  const [folder] = [...shop.before].flatMap(([path, line]) => (path !== '.' && line.startsWith('folder') ? [path] : []));
  await show(page, 'shop/now/');
  await page.getByText('Another folder here').click();
  await expect(page.getByText('Under exactly this path')).toHaveCount(0);
  await show(page, `shop/now/${folder ?? ''}`);
  const to = join(office.dir, 'one/other name');
  await column(page, 'Where').getByRole('textbox', { name: 'Folder' }).fill(to);
  await page.getByText('Under exactly this path').click();
  await expect(column(page, 'Where')).toContainText(`${folder ?? ''} itself becomes ${to}. Otherwise it comes to ${to}/${folder ?? ''}.`);
  await expect(column(page, 'Where').getByRole('textbox', { name: 'Path' })).toHaveValue(to);
  await expect(start(page)).toBeEnabled();
  await start(page).click();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/, { timeout: 60_000 });
  expect(differences(await manifestOf(to), await manifestOf(join(shop.source, folder ?? '')))).toEqual([]);
});
