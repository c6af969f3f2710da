import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { formatDate } from '../../electron/contract/words/format.ts';
import { crowd, writeCrowdedHistory, type CrowdedHistory } from '../office/crowded-history.ts';
import { modosuShell } from '../office/shell.ts';
import { expect, test as base } from './program.ts';
import { goTo, picture, speak } from './screens.ts';

/** The program on a home whose one job, `mail`, has a history with very much of everything. */
const test = base.extend<{ made: { history?: CrowdedHistory } }>({
  made: async ({}, use) => use({}),
  home: async ({ home, office, made }, use) => {
    made.history = await writeCrowdedHistory(join(office.dir, 'crowded'));
    const { repository } = made.history;
    const { code, stderr } = await modosuShell(home).call('job', 'add', 'mail', '--from', office.webRoot, '--to', repository, '--adopt');
    expect(code, stderr).toBe(0);
    await use(home);
  },
});

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const list = (page: Page) => page.getByRole('grid', { name: 'What is in the folder' });
const head = (page: Page, name: string) => list(page).getByRole('columnheader', { name, exact: true });
const firstRow = (page: Page) => list(page).getByRole('row').nth(1);
const session = ({ made: { history } }: { made: { history?: CrowdedHistory } }, number: number) => history?.timeOf(number) ?? 0;

test('a folder too large to be sorted says so, and its heads show no order that is not there', async ({ program: { page }, kind }) => {
  await goTo(page, 'history/mail/now/');
  await head(page, 'Size').getByRole('button').click();
  await expect(head(page, 'Size')).toHaveAttribute('aria-sort', 'descending');
  await goTo(page, 'history/mail/now/Letters');
  await expect(page.getByText('10,001 entries are too many to sort')).toBeVisible();
  await expect(firstRow(page)).toContainText('B1.eml');
  await expect(list(page).locator('[aria-sort]')).toHaveCount(0);
  await expect(list(page).getByRole('columnheader').getByRole('button')).toHaveCount(0);
  await picture(page, `${kind}-crowded-folder`);

  await speak(page, '日本語');
  await goTo(page, 'history/mail/now/Letters');
  await expect(page.getByText('10,001 件と多いため並べ替えできません。')).toBeVisible();
  await picture(page, `${kind}-crowded-folder-ja`);
  await page.getByRole('navigation', { name: 'フォルダー' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: '名前', exact: true }).getByRole('button')).toBeVisible();
});

test('of more versions than fit on a page every one is reached, down to the first', async ({ program: { page }, made }) => {
  await goTo(page, 'history/mail/now/counter.txt');
  const panel = page.getByRole('complementary');
  await expect(panel.getByRole('heading', { name: `${crowd.sessions} versions` })).toBeVisible();
  const versions = panel.getByRole('list').first().getByRole('listitem');
  await expect(versions).toHaveCount(200);
  await panel.getByRole('button', { name: 'Show more' }).click();
  await expect(versions).toHaveCount(crowd.sessions);
  await expect(panel.getByRole('button', { name: 'Show more' })).toHaveCount(0);
  await versions.last().getByRole('button', { name: 'Go there' }).click();
  const first = formatDate(session({ made }, 1) * 1000, 'en');
  await expect(title(page)).toHaveText(`mail as it was on ${first}`);

  // Of a session that far back the panel fetches what tells of it by itself.
  await page.reload();
  await expect(panel.getByRole('listitem').filter({ hasText: 'this session' })).toContainText(first);
  await expect(versions).toHaveCount(crowd.sessions);
});

test('an interrupted session is on the timeline as what it is, and no way leads into it', async ({ program: { page }, made, kind }) => {
  const interrupted = (await made.history?.interrupt()) ?? 0;
  await goTo(page, 'job/mail');
  const timeline = page.getByRole('region', { name: 'History', exact: true });
  await expect(timeline.getByText(`${crowd.sessions} sessions since`)).toBeVisible();
  await expect(timeline.getByRole('list', { name: 'Marks in sight' })).toHaveText(/one session interrupted/);
  await timeline.getByRole('application', { name: 'Sessions along time' }).focus();
  await page.keyboard.press('End');
  await expect(timeline.getByRole('status').first()).toContainText('interrupted, nothing to go back to');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'The chosen session' });
  await expect(detail).toContainText('This backup was begun and did not end. The next one takes back what it had copied.');
  await expect(detail.getByRole('button')).toHaveCount(2);
  await picture(page, `${kind}-crowded-interrupted`);

  const newest = formatDate(session({ made }, crowd.sessions) * 1000, 'en');
  await goTo(page, `history/mail/${interrupted}/`);
  await expect(title(page)).toHaveText(`mail as it was on ${newest}`);
  await expect(page.getByText(`the newest of ${crowd.sessions} sessions`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next session' })).toBeDisabled();
  await goTo(page, `restore/mail/${interrupted}`);
  const when = page.getByRole('region', { name: 'When', exact: true });
  await when.getByRole('textbox').fill(String(interrupted));
  await expect(when).toContainText(`The last session at or before ${interrupted}: `);
  await expect(when).toContainText(`the newest of ${crowd.sessions} sessions`);
  await expect(when.getByRole('button', { name: 'Newest' })).toBeDisabled();
});
