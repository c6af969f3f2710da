import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { growHistory } from '../office/history.ts';
import { standing } from '../office/keeping.ts';
import { missing } from '../office/needs.ts';
import { expect, test } from './program.ts';
import { goTo, picture, speak } from './screens.ts';

test.use({ seed: {} });

const hour = 3_600_000;
/** A time of day in Tokyo at which nothing becomes due while the test runs. */
const laterInTokyo = () => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', timeStyle: 'short' }).format(Date.now() + 6 * hour);

async function edit(page: Page, job: string): Promise<Locator> {
  await goTo(page, `job/${job}`);
  await page.getByRole('button', { name: 'Edit…' }).click();
  return page.getByRole('dialog');
}

async function choose(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'How often' }).click();
  await page.getByRole('option', { name: kind }).click();
}

async function expectNoBarrier(page: Page): Promise<void> {
  // What is read out once stays there for seconds, also when the button that it names is gone.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
}

const railLink = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('link', { name });
const row = (page: Page, job: string) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: job, exact: true }) })
    .first();

test('a schedule is set in the form and read in words with its next times, in both languages', async ({ program: { page }, kind }) => {
  const at = laterInTokyo();
  const form = await edit(page, 'web1');
  await choose(page, 'Certain weekdays');
  await form.getByRole('button', { name: 'Friday' }).click();
  await form.getByRole('textbox', { name: 'Time', exact: true }).fill(at.replace(/^0/, ''));
  await form.getByRole('combobox', { name: 'Time zone' }).fill('Asia/Tokyo');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('status')).toContainText(`Monday to Thursday at ${at}, Tokyo time`);
  await expect(form.getByRole('list', { name: 'Next' }).getByRole('listitem')).toHaveCount(5);
  await expectNoBarrier(page);
  await picture(page, `${kind}-schedule-form`);
  await form.getByRole('button', { name: 'Save the job' }).click();

  const plan = page.getByRole('region', { name: 'By itself' });
  await expect(plan).toContainText(`Monday to Thursday at ${at}, Tokyo time`);
  await expect(plan.getByRole('list', { name: 'Next' }).getByRole('listitem')).toHaveCount(5);
  await expect(plan).toContainText(/older than 4 days/);
  await expect(page.getByText(/^Next: /)).toBeVisible();

  await speak(page, '日本語');
  await goTo(page, 'job/web1');
  await expect(page.getByRole('region', { name: '自動の実行' })).toContainText(`毎週月〜木曜日 ${at}（日本標準時）`);
  await page.getByRole('button', { name: '編集…' }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toContainText(`毎週月〜木曜日 ${at}（日本標準時）`);
  // Saved as it is, it stays what it was.
  await page.getByRole('dialog').getByRole('textbox', { name: '名前' }).fill('web1 次');
  await page.getByRole('dialog').getByRole('button', { name: 'ジョブを保存' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('web1 次');
  await expect(page.getByRole('region', { name: '自動の実行' })).toContainText(`毎週月〜木曜日 ${at}（日本標準時）`);
});

test('a rule that cannot be read, or whose day never comes, says so beside its field and is not kept', async ({ program: { page } }) => {
  const form = await edit(page, 'web1');
  await choose(page, 'A cron rule');
  const rule = form.getByRole('textbox', { name: 'Rule' });
  await rule.fill('30 2 * *');
  await expect(form.getByText(/^A cron rule of five fields/)).toBeVisible();
  await form.getByRole('button', { name: 'Save the job' }).click();
  await expect(rule).toBeFocused();
  await expect(rule).toHaveAttribute('aria-invalid', 'true');
  await rule.fill('30 2 31 2 *');
  await expect(form.getByText('The day of this rule never comes')).toBeVisible();
  await rule.fill('30 2 29 2 *');
  await expect(form.getByRole('status')).toContainText('By the cron rule 30 2 29 2 *');
  await form.getByRole('button', { name: 'Save the job' }).click();
  await expect(page.getByRole('region', { name: 'By itself' })).toContainText('By the cron rule 30 2 29 2 *');
});

test('a job without a schedule says so wherever its next backup would stand', async ({ program: { page } }) => {
  const form = await edit(page, 'web1');
  await choose(page, 'Only by hand');
  await form.getByRole('button', { name: 'Save the job' }).click();
  await expect(page.getByText('No schedule: it is backed up when somebody starts it.')).toBeVisible();
  await goTo(page, 'overview');
  await expect(row(page, 'web1')).toContainText('No schedule');
});

test('a paused job shows it on its page, in its row and in the rail, until it is resumed', async ({ program: { page }, kind }) => {
  await goTo(page, 'job/web1');
  await page.getByRole('button', { name: 'Pause…' }).press('Enter');
  await page.getByRole('menuitem', { name: 'for 1 hour' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Paused until (today|tomorrow) \d\d:\d\d\.$/)).toBeVisible();
  await expect(railLink(page, /^paused web1/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeFocused();
  await expectNoBarrier(page);
  await picture(page, `${kind}-schedule-paused`);
  await goTo(page, 'overview');
  await expect(row(page, 'web1')).toContainText('Paused until');
  await expect(row(page, 'web1').getByRole('img', { name: 'paused', exact: true })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('resume web1');
  await page.keyboard.press('Enter');
  await expect(row(page, 'web1')).toContainText('Next ');
  await expect(railLink(page, /^protected web1/)).toBeVisible();
});

test('a pause from the palette asks for how long, and hides no job that is at risk', async ({ program: { page } }) => {
  await goTo(page, 'overview');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('pause mail1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option', { name: 'Pause all…' })).toBeVisible();
  await page.keyboard.type('pause mail1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toHaveCount(4);
  await expectNoBarrier(page);
  await page.keyboard.type('until I resume');
  await expect(page.getByRole('option')).toHaveAttribute('data-focused', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#job\/mail1$/);
  await expect(page.getByText('Paused until you resume it.')).toBeVisible();
  await expect(railLink(page, /^at risk mail1 paused/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByText(/^Next: /)).toBeVisible();
});

test('the pause of all is named on the page of each job, and ended there', async ({ program: { page } }) => {
  await goTo(page, 'overview');
  await page.getByRole('button', { name: 'Pause all…' }).click();
  await page.getByRole('menuitem', { name: 'until tomorrow' }).click();
  await goTo(page, 'job/web1');
  await expect(page.getByText('Paused with all other jobs, until tomorrow 08:00.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume all jobs' }).click();
  await expect(page.getByText(/^Next: /)).toBeVisible();
});

test('days on which a backup was missed, removals, and who began a run are told apart', async ({ program: { page } }) => {
  await goTo(page, 'job/files');
  await expect(page.getByRole('img', { name: /27 protected, 1 need attention, 0 failed, 2 missed, 0 without a run/ })).toBeVisible();
  await goTo(page, 'job/web1');
  const removal = page.getByRole('row', { name: 'removal' });
  await expect(removal).toContainText(/removed 12 sessions from .* by schedule|by schedule.*removed 12 sessions from/);
  await expect(page.getByRole('row').filter({ hasText: 'caught up' }).first()).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'tried again' }).first()).toContainText('failed');
  await removal.click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: /web1: removed 12 sessions from/ })).toBeVisible();
});

test.describe('with a repository', () => {
  test.use({ seed: null });
  test.skip(missing.rdiffBackup !== undefined, missing.rdiffBackup ?? '');

  test('what a removal takes is announced, agreed to in words, and is what is gone afterwards', async ({
    program,
    office,
    shell,
    kind,
  }) => {
    const { page } = program;
    const [source, repository] = [office.webRoot, join(office.dir, 'backup/site')];
    const firstTime = Math.floor(Date.now() / 1000) - 8 * 86_400;
    await mkdir(join(office.dir, 'backup'), { recursive: true });
    await growHistory({ source, repository, sessions: 8, firstTime, stepSeconds: 86_400, seed: 3 });
    await shell.call('job', 'add', 'site', '--from', source, '--to', repository, '--adopt');
    await shell.call('schedule', 'site', '--off');
    expect((await shell.call('run', 'site')).code).toBe(0);

    await goTo(page, 'job/site');
    const plan = page.getByRole('region', { name: 'By itself' });
    await expect(plan).toContainText('Nothing is old enough to be removed.');
    await page.getByRole('button', { name: 'Edit…' }).click();
    await page.getByRole('button', { name: 'Keep for' }).click();
    await page.getByRole('option', { name: 'Another length of time…' }).click();
    await page.getByRole('textbox', { name: 'Length of time' }).fill('3D');
    await page.getByRole('dialog').getByRole('button', { name: 'Save the job' }).click();

    await expect(plan).toContainText(/The next removal takes 5 sessions from .+ to .+, about .+B\./);
    await plan.getByRole('button', { name: 'Remove now…' }).click();
    const sheet = page.getByRole('dialog');
    await expect(sheet).toContainText(/The next removal takes 5 sessions/);
    await expectNoBarrier(page);
    await picture(page, `${kind}-schedule-removal`);
    await sheet.getByRole('button', { name: 'Remove 5 sessions' }).click();
    await expect(sheet).toHaveCount(0);
    await expect(page.getByRole('row', { name: 'removal' })).toContainText('removed 5 sessions from');
    await expect(plan).toContainText('Nothing is old enough to be removed.');
    expect(await standing(repository)).toHaveLength(4);
  });
});
