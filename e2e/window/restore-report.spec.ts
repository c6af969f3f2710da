import type { Page } from '@playwright/test';
import { seedHome } from '../office/seeded-home.ts';
import { seedRestores, type SeededRestores } from '../office/seeded-restores.ts';
import { expect, test as base } from './program.ts';
import { goTo } from './screens.ts';

const test = base.extend<{ seeded: { restores: SeededRestores | undefined } }>({
  seeded: async ({}, use) => use({ restores: undefined }),
  home: async ({ home, seeded }, use) => {
    await seedHome(home);
    seeded.restores = await seedRestores(home, 'web1');
    await use(home);
  },
});

const report = (page: Page) => page.getByRole('dialog').getByRole('region', { name: 'Report' });

async function openRun(page: Page, { restores }: { restores: SeededRestores | undefined }, story: keyof SeededRestores['runs']) {
  await goTo(page, `run/${restores?.runs[story] ?? 0}`);
  await expect(report(page)).toBeVisible();
  return report(page);
}

test('a restore is reported: the answer, how it was checked, where it went, and what was kept aside', async ({
  program: { page },
  seeded,
}) => {
  const shown = await openRun(page, seeded, 'done');
  await expect(shown.getByText(/^4,812 files are back as they were on .*, each checked against its recorded hash\.$/)).toBeVisible();
  await expect(shown).toContainText('4,812 of 4,812 files match their recorded hash');
  await expect(shown).toContainText('12 new · 38 replaced · 3 moved aside · 4,759 left alone, as they were the same');
  await expect(shown).toContainText('4,600 from the newest copy · 210 from older sessions · 2 through rdiff-backup');
  await expect(shown).toContainText(/310 MB in 1 min, 5\.1 MB\/s/);
  await expect(shown).toContainText('/srv/www.before-2026-11-29-131500');
});

test('putting back says what it does before it is done, and can be left', async ({ program: { page }, seeded }) => {
  const shown = await openRun(page, seeded, 'done');
  await shown.getByRole('button', { name: 'Put back…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Put back what was there before the restore?' });
  await expect(sheet).toContainText('Everything in /srv/www that this restore replaced or moved aside comes back as it was');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(shown).toBeVisible();
});

test('what is damaged is named, and leads to the restore of its nearest good version', async ({ program: { page }, seeded }) => {
  const shown = await openRun(page, seeded, 'damaged');
  await expect(shown.getByText(/^4,809 of 4,812 files are back .* 3 things could not be brought back whole\.$/)).toBeVisible();
  const list = shown.getByRole('region', { name: '3 things could not be brought back as they were' });
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(list).toContainText(/A good version until .*: it was read and matches its recorded hash/);
  await expect(list).toContainText(/Another version from .*, not proved to be good/);
  await expect(list).toContainText('No session is known to hold a good version.');
  await list.getByRole('button', { name: 'Restore that version of sites/shop/cart.php…' }).click();
  const session = (seeded.restores?.session ?? 0) - 86_400;
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#restore/web1/${session}/sites/shop/cart.php`);
});

test('what a target cannot hold is named, with no other version to look for, and what it does not take is counted', async ({
  program: { page },
  seeded,
}) => {
  const shown = await openRun(page, seeded, 'refused');
  await expect(shown.getByText(/^4,811 of 4,812 files are back .* 2 things could not be brought back whole\.$/)).toBeVisible();
  await expect(shown).toContainText('2 things cannot be made at the target.');
  await expect(shown).toContainText('such a link, pipe, socket or device cannot be made there');
  await expect(shown).toContainText('its name cannot be made there');
  await expect(shown).not.toContainText('No session is known');
  await expect(shown).toContainText('4,870 owners, modes, times, ACLs or extended attributes could not be set there');
  await expect(shown).toContainText('12 hard links could not be made there, and are files of their own');
});

test('a missing hash, a failure, an undo, a verification and a trial are told as what they are', async ({ program: { page }, seeded }) => {
  const sentences = {
    unrecorded: /4,812 files are back .* 461 files have no recorded hash, all others match theirs\./,
    failed: /Nothing was restored: the disk of \/srv\/www is full\./,
    'half-undone': /Not everything was put back: .*index\.html is no longer as the restore left it\./,
    undone: /Everything in \/srv\/www is again as it was before the restore\./,
    verified: /4,351 of 4,812 files of the session of .* match their recorded hash\. 461 files have no recorded hash\./,
    tried: /1,240 files were restored on trial .* all are intact\. Everything would take about 11 min\./,
    'broken-trial': /Of 4,812 files that were restored on trial .*, one is damaged\./,
  } as const;
  for (const [story, sentence] of Object.entries(sentences))
    await expect((await openRun(page, seeded, story as keyof typeof sentences)).getByText(sentence)).toBeVisible();
});

test('an undo says how much is back and what was taken away', async ({ program: { page }, seeded }) => {
  await expect(await openRun(page, seeded, 'undone')).toContainText('38 back as they were · 2 taken away again');
});

test('on paper stands the report alone', async ({ program: { page }, seeded, kind }) => {
  test.skip(kind === 'electron', 'both draw with the same Chromium');
  const shown = await openRun(page, seeded, 'damaged');
  await page.emulateMedia({ media: 'print' });
  await expect(shown.getByText(/^web1: restore, run \d+, .*/)).toBeVisible();
  await expect(shown.getByText('sites/shop/cart.php')).toBeVisible();
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
  await expect(page.getByText('Log', { exact: true })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
});

test('a job says when it was last proved that it can be restored', async ({ program: { page }, seeded }) => {
  await goTo(page, 'job/web1');
  const line = page.getByRole('link', { name: 'Last proven 2 days ago: 1,240 files, all intact; everything takes about 11 min' });
  await line.click();
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#run/${seeded.restores?.runs.tried ?? 0}`);
  await goTo(page, 'overview');
  await expect(page.getByText('Proven 2 days ago, ≈ 11 min')).toBeVisible();
  await expect(page.getByText('Not proven yet').first()).toBeVisible();
});
