import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { openShop, type Shop } from '../office/shop.ts';
import { expect, test as base } from './program.ts';
import { column, report, showChoice, startButton, title, tree } from './restore-screen.ts';
import { goTo } from './screens.ts';

/** Real restores of a repository of three sessions, from the choice to the report. */
const test = base.extend<{ shop: Shop }>({ shop: async ({ office, shell }, use) => use(await openShop(office, shell)) });
test.beforeEach(({}, info) => {
  const reason = missing.rdiffBackup ?? missing.sshd;
  info.skip(reason !== undefined, reason ?? '');
});

test('one file comes back in its place; what it replaced is kept aside and is put back', async ({ shop, program: { page } }) => {
  const file = join(shop.source, 'index.html');
  writeFileSync(file, 'broken by mistake');
  const broken = await manifestOf(shop.source);
  await showChoice(page, 'shop/now/index.html');
  await page.getByText('Where it came from').click();
  await expect(column(page, 'Where')).toContainText(/Will replace\s*1/);
  // In the lowest window the preview is out of sight, and what it comes to is not.
  await page.setViewportSize({ width: 820, height: 560 });
  await expect(page.getByText('Replaces 1', { exact: true })).toBeInViewport({ ratio: 1 });
  await startButton(page).click();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/, { timeout: 60_000 });
  expect(readFileSync(file, 'utf8')).toContain('</main>');

  await page.reload();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/);
  await report(page).getByRole('button', { name: 'Put back…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put back', exact: true }).click();
  await expect(page.getByText(/is again as it was before the restore\./)).toBeVisible({ timeout: 60_000 });
  expect(differences(await manifestOf(shop.source), broken)).toEqual([]);
});

test('what would be replaced is left as it is, one by one, and links where nobody wants them', async ({ shop, program: { page } }) => {
  const at = (name: string) => join(shop.source, name);
  const [link = ''] = [...shop.before].flatMap(([path, line]) => (line.startsWith('link') ? [path] : []));
  rmSync(at(link));
  for (const name of ['index.html', 'about.html']) writeFileSync(at(name), 'changed by hand');
  await showChoice(page, 'shop/now/');
  const [where, when] = [column(page, 'Where'), column(page, 'When')];
  // No zone can blur which session is meant (K10).
  await expect(when).toContainText(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  await page.getByText('Where it came from').click();
  await expect(where).toContainText(/Will replace\s*2/);
  await where.getByRole('button', { name: 'Which are replaced' }).click();
  await where.getByRole('button', { name: 'Leave index.html as it is now' }).click();
  await expect(where).toContainText(/Will replace\s*1/);
  await expect(tree(page).getByRole('checkbox', { name: 'Restore index.html' })).toHaveAttribute('aria-checked', 'false');
  await where.getByRole('button', { name: 'Options' }).click();
  await where.getByText('Without symbolic links').click();
  await expect(where).toContainText('One symbolic link is left out, as you wished.');
  await startButton(page).click();
  await expect(report(page)).toContainText('one symbolic link, as you wished', { timeout: 60_000 });
  expect(existsSync(at(link))).toBe(false);
  expect(readFileSync(at('index.html'), 'utf8')).toBe('changed by hand');
  expect(readFileSync(at('about.html'), 'utf8')).not.toBe('changed by hand');
});

test('a file whose backup is broken is named, never put in place, and the rest is whole', async ({ shop, office, program: { page } }) => {
  writeFileSync(join(office.dir, 'backup/shop/index.html'), 'broken on the disk');
  writeFileSync(join(shop.source, 'index.html'), 'broken by mistake');
  const before = await manifestOf(shop.source);
  await showChoice(page, 'shop/now/index.html');
  await page.getByText('Where it came from').click();
  await expect(startButton(page)).toBeEnabled({ timeout: 30_000 });
  await startButton(page).click();
  await expect(title(page)).toHaveText('The restore of shop did not end well.', { timeout: 60_000 });
  await expect(page.getByRole('main')).toContainText('Nothing was restored: nothing of what was chosen could be brought back');
  await expect(page.getByRole('main')).toContainText('Try an earlier session');
  await expect(report(page)).toContainText('index.html');
  expect(differences(await manifestOf(shop.source), before)).toEqual([]);

  // Another address leads away from the report, and back to it.
  await showChoice(page, 'shop/now/');
  await page.goBack();
  await expect(report(page)).toContainText('index.html');
  await showChoice(page, 'shop/now/');
  await page.getByText('Another folder here').click();
  const to = join(office.dir, 'out/www');
  await page.getByRole('textbox', { name: 'Folder' }).fill(to);
  await expect(startButton(page)).toBeEnabled({ timeout: 30_000 });
  await startButton(page).click();
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
  await showChoice(page, 'shop/now/');
  await page.getByText('Another host').click();
  await expect(column(page, 'Where').getByRole('button', { name: /Host/ })).toContainText('standby');
  const folder = column(page, 'Where').getByRole('textbox', { name: 'Folder' });
  await expect(folder).toHaveValue(shop.source);
  const to = join(office.dir, 'standby/www');
  await folder.fill(to);
  await expect(startButton(page)).toBeEnabled({ timeout: 30_000 });
  await startButton(page).click();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/, { timeout: 90_000 });
  await expect(page.getByRole('main')).toContainText(`Into standby:${to}`);
  expect(differences(await manifestOf(to), shop.before)).toEqual([]);
});

test('one folder gets the very path that is typed, and the dialog says what becomes what', async ({ shop, office, program: { page } }) => {
  const [folder] = [...shop.before].flatMap(([path, line]) => (path !== '.' && line.startsWith('folder') ? [path] : []));
  await showChoice(page, 'shop/now/');
  await page.getByText('Another folder here').click();
  await expect(page.getByText('Under exactly this path')).toHaveCount(0);
  await showChoice(page, `shop/now/${folder ?? ''}`);
  const to = join(office.dir, 'one/other name');
  await column(page, 'Where').getByRole('textbox', { name: 'Folder' }).fill(to);
  await page.getByText('Under exactly this path').click();
  await expect(column(page, 'Where')).toContainText(`${folder ?? ''} itself becomes ${to}. Otherwise it comes to ${to}/${folder ?? ''}.`);
  await expect(column(page, 'Where').getByRole('textbox', { name: 'Path' })).toHaveValue(to);
  await expect(startButton(page)).toBeEnabled();
  await startButton(page).click();
  await expect(title(page)).toHaveText(/^shop is restored as it was on/, { timeout: 60_000 });
  expect(differences(await manifestOf(to), await manifestOf(join(shop.source, folder ?? '')))).toEqual([]);
});
