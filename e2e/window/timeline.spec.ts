import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { damage, nights, seedHistory, type SeededHistory } from '../office/seeded-history.ts';
import { expect, test as base } from './program.ts';
import { goTo, picture, speak } from './screens.ts';

/** The program on a home with a job, `archive`, whose history is more than a year long; `damaged` is a session that cannot be read. */
const test = base.extend<{ damaged: number | null; seeded: { history: SeededHistory | undefined } }>({
  damaged: [null, { option: true }],
  seeded: async ({}, use) => use({ history: undefined }),
  home: async ({ home, office, damaged, seeded }, use) => {
    seeded.history = await seedHistory(home, join(office.dir, 'archive'));
    if (damaged !== null) await damage(seeded.history, damaged);
    await use(home);
  },
});

const timeline = (page: Page) => page.getByRole('region', { name: 'History', exact: true });
const chart = (page: Page) => timeline(page).getByRole('application', { name: 'Sessions along time' });
/** What is read out of the timeline. */
const said = (page: Page) => timeline(page).getByRole('status').first();
const scale = (page: Page, name: string) => timeline(page).getByRole('radio', { name, exact: true });
const detail = (page: Page) => page.getByRole('region', { name: 'The chosen session' });

/** A moment as the timeline says it. */
const inWords = (at: number) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
const sessionAt = ({ seeded }: { seeded: { history: SeededHistory | undefined } }, session: number) =>
  (seeded.history?.timeOf(session) ?? 0) * 1000;

async function open(page: Page): Promise<void> {
  await goTo(page, 'job/archive');
  await expect(timeline(page).getByText(`${nights} sessions since`)).toBeVisible({ timeout: 30_000 });
}

/** Where the middle of a picture is, so many px from its right edge. */
async function fromRight(area: Locator, px: number): Promise<[x: number, y: number]> {
  const box = (await area.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  return [box.x + box.width - px, box.y + 80];
}

test('a year of history is open at once, and is walked through, zoomed and read out by keys alone', async ({
  program: { page },
  seeded,
  kind,
}) => {
  await open(page);
  await expect(scale(page, 'Year')).toBeChecked();
  await expect(timeline(page).getByRole('list', { name: 'Marks in sight' })).toHaveText(/one run failed.*one missed/);

  await chart(page).focus();
  await page.keyboard.press('End');
  await expect(said(page)).toContainText(`${inWords(sessionAt({ seeded }, nights))}: complete.`);
  await expect(said(page)).toContainText(/\d+ files changed, [\d.]+ .?B\./);
  await page.keyboard.press('ArrowLeft');
  await expect(said(page)).toContainText(inWords(sessionAt({ seeded }, nights - 1)));
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('+');
  await expect(scale(page, 'Year')).not.toBeChecked();
  await expect(said(page)).toContainText(inWords(sessionAt({ seeded }, nights - 1)));
  await picture(page, `${kind}-timeline-keys`);

  await page.keyboard.press('Home');
  await expect(said(page)).toContainText(inWords(sessionAt({ seeded }, 1)));
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText(inWords(sessionAt({ seeded }, 1)));
  await expect(detail(page).getByRole('button', { name: 'The session before' })).toBeDisabled();
  await detail(page).getByRole('button', { name: 'The session after' }).click();
  await expect(detail(page)).toContainText(inWords(sessionAt({ seeded }, 2)));

  // One step back at a time: what is read, what is chosen, how near it is; then the screen.
  await chart(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(said(page)).toBeEmpty();
  await page.keyboard.press('Escape');
  await expect(detail(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(scale(page, 'All')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#overview$/);
});

test('the mouse zooms, moves and picks a day, which can be browsed and whose run can be seen', async ({
  program: { page },
  seeded,
  kind,
}) => {
  await open(page);
  const range = timeline(page).locator('header > span');
  const year = await range.textContent();
  await page.mouse.move(...(await fromRight(chart(page), 300)));
  await page.mouse.wheel(0, -300);
  await expect(range).not.toHaveText(year ?? '');
  const near = await range.textContent();
  await page.mouse.down();
  await page.mouse.move(...(await fromRight(chart(page), 150)), { steps: 4 });
  await page.mouse.up();
  await expect(range).not.toHaveText(near ?? '');
  await expect(detail(page), 'a drag chooses nothing').toHaveCount(0);

  await scale(page, 'All').click({ force: true });
  await scale(page, 'Week').click({ force: true });
  await expect(scale(page, 'Week')).toBeChecked();
  const [x, y] = await fromRight(chart(page), 8 + 30);
  await page.mouse.move(x, y);
  const newest = inWords(sessionAt({ seeded }, nights));
  await expect(said(page)).toContainText(newest);
  await page.mouse.click(x, y);
  await expect(detail(page)).toContainText(newest);
  await picture(page, `${kind}-timeline-week`);
  await detail(page).getByRole('button', { name: 'Run and log' }).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: /archive: succeeded/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await detail(page).getByRole('button', { name: 'Browse this date' }).click();
  await expect(page).toHaveURL(new RegExp(`#history/archive/${sessionAt({ seeded }, nights) / 1000}/`));
});

test('the page is not kept from scrolling by a timeline that is all in sight already', async ({ program: { page } }) => {
  await open(page);
  await scale(page, 'All').click({ force: true });
  await page.mouse.move(...(await fromRight(chart(page), 300)));
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => document.querySelector('main')?.scrollTop ?? 0)).toBeGreaterThan(50);
  await expect(scale(page, 'All')).toBeChecked();
});

test('the same is a table, with what failed and what was missed, and a row leads to its session', async ({ program: { page }, seeded }) => {
  await open(page);
  await timeline(page).getByRole('button', { name: 'Show as a table' }).click();
  const table = page.getByRole('table', { name: 'History as a table' });
  await expect(table.getByRole('row')).toHaveCount(101);
  await expect(page.getByText(`1 to 100 of ${nights + 2}`)).toBeVisible();
  const [failedAt, missedAt] = [seeded.history?.failedAt ?? 0, seeded.history?.missedAt ?? 0];
  await expect(table.getByRole('row', { name: inWords(failedAt) })).toContainText('no session, failed');
  await expect(table.getByRole('row', { name: inWords(missedAt) })).toContainText('missed, this machine was asleep');
  await expect(table.getByRole('row', { name: inWords(sessionAt({ seeded }, nights)) })).toContainText(/complete\s*\d+/);

  for (let turned = 0; turned < 4; turned += 1) await page.getByRole('button', { name: 'Older' }).click();
  await expect(page.getByText(`401 to ${nights + 2} of ${nights + 2}`)).toBeVisible();
  await table.getByRole('button', { name: inWords(sessionAt({ seeded }, 2)) }).click();
  await expect(detail(page)).toContainText(inWords(sessionAt({ seeded }, 2)));

  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
});

test('a mark on the axis is read out, and that of a failed run opens the run', async ({ program: { page }, seeded }) => {
  await open(page);
  await chart(page).focus();
  await page.keyboard.press('End');
  for (let back = 0; back < 30; back += 1) await page.keyboard.press('ArrowLeft');
  await expect(said(page)).toContainText(`${inWords(seeded.history?.failedAt ?? 0)}: no session, failed.`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('heading', { name: /archive: failed/ })).toBeVisible();
});

test('in Japanese it says the same', async ({ program: { page }, kind }) => {
  await open(page);
  await speak(page, '日本語');
  await goTo(page, 'job/archive');
  await expect(page.getByRole('region', { name: '履歴', exact: true })).toContainText(`${nights} 世代`);
  await expect(page.getByRole('list', { name: '表示中の印' })).toHaveText(/失敗 1 件.*未実行 1 件/);
  await picture(page, `${kind}-timeline-ja`);
});

test.describe('with a session that cannot be read', () => {
  test.use({ damaged: 200 });

  test('it is said how many are damaged, each has its mark, and none of them can be browsed', async ({
    program: { page },
    seeded,
    kind,
  }) => {
    await open(page);
    await expect(page.getByText(/sessions? (are|is) damaged and cannot be browsed/)).toBeVisible({ timeout: 30_000 });
    await expect(timeline(page).getByRole('list', { name: 'Marks in sight' })).toContainText(/sessions? damaged/);
    await timeline(page).getByRole('button', { name: 'Show as a table' }).click();
    for (const older of ['Older', 'Older']) await page.getByRole('button', { name: older }).click();
    await page
      .getByRole('table', { name: 'History as a table' })
      .getByRole('button', { name: inWords(sessionAt({ seeded }, 200)) })
      .click();
    await expect(detail(page)).toContainText('damaged');
    await expect(detail(page).getByRole('button', { name: 'Browse this date' })).toHaveCount(0);
    await picture(page, `${kind}-timeline-damaged`);
  });
});
