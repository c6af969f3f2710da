import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { startMailServer, type MailManner, type MailServer } from '../office/mail-server.ts';
import { missing } from '../office/needs.ts';
import { freePort, listen } from '../office/ports.ts';
import { ageRuns, seedAlerts } from '../office/seeded-alerts.ts';
import { modosuShell } from '../office/shell.ts';
import { expect, test } from './program.ts';
import { goTo, picture } from './screens.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const day = 24 * 3_600_000;
const login = { user: 'modosu', password: 'right, and 秘密 too' };

const withServer = test.extend<{ manner: MailManner; mailServer: MailServer }>({
  manner: [{ login }, { option: true }],
  mailServer: async ({ manner }, use) => {
    const server = await startMailServer(manner);
    await use(server);
    await server.close();
  },
});

/** The radio button itself lies hidden under its line. */
const choose = (within: Page | Locator, label: string) => within.getByText(label, { exact: true }).click();

/** Opens the mail form and fills all of it in but the protection; the password goes to a file, or is asked for at each start. */
async function fillMail(page: Page, { port }: MailServer, password: string, place: 'file' | 'ask'): Promise<void> {
  await goTo(page, 'settings');
  await page.getByRole('button', { name: 'Set up…' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Mail server' }).fill('127.0.0.1');
  await form.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await form.getByRole('textbox', { name: 'User' }).fill(login.user);
  await form.getByLabel('Password', { exact: true }).fill(password);
  await choose(form, place === 'file' ? 'In a file that only you can read' : 'Nowhere: ask at each start');
  await form.getByRole('textbox', { name: 'From' }).fill('modosu@example.org');
  await form.getByRole('textbox', { name: 'To', exact: true }).fill('admin@example.org');
}

/** Everything in the page that could hold a text: its elements, what is typed, what is stored. */
const everythingIn = (page: Page) =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...Array.from(document.querySelectorAll('input'), ({ value }) => value),
      ...[localStorage, sessionStorage].flatMap((kept) => Object.values(kept) as string[]),
      document.cookie,
    ].join('\n'),
  );

withServer(
  'mail: what is wrong stands at its field, a test arrives, and nothing of the password is left in the window (I7)',
  async ({ program, mailServer, kind }) => {
    const { page } = program;
    await fillMail(page, mailServer, 'wrong password', 'file');
    const form = page.getByRole('dialog');
    const test = form.getByRole('button', { name: 'Send a test' });
    await test.click();
    const protection = form.getByRole('radiogroup', { name: 'Protection' });
    await expect(protection).toHaveAccessibleDescription(/127\.0\.0\.1 offers no encryption on port \d+, so nothing was sent/);

    await choose(form, 'None');
    await expect(form.getByRole('textbox', { name: 'Port' })).toHaveValue(String(mailServer.port));
    await test.click();
    const password = form.getByLabel('Password', { exact: true });
    await expect(password).toHaveAccessibleDescription(/127\.0\.0\.1 refused the login of modosu: .*Check user and password/);
    await expect(password).toBeFocused();
    await picture(page, `${kind}-alerts-login`);
    expect(mailServer.messages).toEqual([]);

    await password.fill(login.password);
    await test.click();
    await expect(form.getByText('127.0.0.1 has taken the test for admin@example.org. Look whether it arrives.')).toBeVisible();
    expect(mailServer.messages.map(({ from, to }) => ({ from, to }))).toEqual([{ from: 'modosu@example.org', to: ['admin@example.org'] }]);
    expect(mailServer.messages[0]?.raw).toContain('Subject: [modosu] test from');

    expect(await everythingIn(page)).toContain(login.password);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toHaveCount(0);
    await expect(page.getByText('Alerts go to admin@example.org through 127.0.0.1.')).toBeVisible();
    expect(await everythingIn(page)).not.toContain(login.password);

    await program.restart();
    await goTo(program.page, 'settings');
    await expect(program.page.getByText('Alerts go to admin@example.org through 127.0.0.1.')).toBeVisible();
    await program.page.getByRole('button', { name: 'Change…' }).click();
    await expect(program.page.getByLabel('Password', { exact: true })).toHaveValue('');
    await program.page.getByRole('button', { name: 'Send a test' }).click();
    await expect(program.page.getByText(/has taken the test/)).toBeVisible();
    expect(mailServer.messages).toHaveLength(2);
    expect(await everythingIn(program.page)).not.toContain(login.password);
  },
);

withServer(
  'a password that is asked for at each start is asked for after a restart, and then mail leaves',
  async ({ program, mailServer }) => {
    await fillMail(program.page, mailServer, login.password, 'ask');
    await choose(program.page, 'None');
    await program.page.getByRole('button', { name: 'Save' }).click();
    await expect(program.page.getByRole('dialog')).toHaveCount(0);
    await expect(program.page.getByText('No alert leaves before')).toHaveCount(0);

    await program.restart();
    const { page } = program;
    await goTo(page, 'settings');
    await expect(page.getByText('No alert leaves before somebody types the mail password')).toBeVisible();
    await page.getByRole('button', { name: 'Use it' }).click();
    await expect(page.getByText('Type the password.')).toBeVisible();
    await page.getByLabel('Mail password').fill(login.password);
    await page.keyboard.press('Enter');
    await expect(page.getByText('No alert leaves before')).toHaveCount(0);
    await page.getByRole('button', { name: 'Change…' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await expect(page.getByText(/has taken the test/)).toBeVisible();
    expect(mailServer.messages).toHaveLength(1);
  },
);

/** A job that was backed up well, and whose runs are three days old. */
const overdue = test.extend({
  home: async ({ home, office }, use, info) => {
    info.skip(missing.rdiffBackup !== undefined, missing.rdiffBackup);
    const shell = modosuShell(home);
    const added = await shell.call('job', 'add', 'website', '--from', office.webRoot, '--to', join(office.dir, 'backup/site'));
    const ran = await shell.call('run', 'website');
    expect([added.code, ran.code]).toEqual([0, 0]);
    ageRuns(home, 3 * day);
    await use(home);
  },
});

overdue(
  'an overdue backup is an incident; its button starts one, and with that the incident is closed (I3)',
  async ({ program: { page }, kind }) => {
    await expect(title(page)).toHaveText('website is at risk: no good backup for 3 days.');
    const inbox = page.getByRole('region', { name: 'Needs you' });
    await expect(inbox.getByText(/Nothing failed, but no backup came to a good end/)).toBeVisible();
    await expect(inbox.getByText(/^Since today/)).toBeVisible();
    await picture(page, `${kind}-alerts-overdue`);
    await inbox.getByRole('button', { name: 'Back up now' }).click();
    await expect(title(page)).toHaveText('The job is protected.', { timeout: 60_000 });
    await expect(inbox).toHaveCount(0);
  },
);

const alarmed = test.extend({
  home: async ({ home }, use) => {
    await seedAlerts(home);
    await use(home);
  },
});

alarmed('every incident has the one button that helps, and leads there', async ({ program: { page } }) => {
  const inbox = page.getByRole('region', { name: 'Needs you' });
  const card = (text: RegExp) => inbox.getByRole('listitem').filter({ hasText: text });
  for (const [text, button] of [
    [/website was not backed up: .*did not answer/, 'Test the connection'],
    [/shared files .* is backed up incompletely/, 'Show the log'],
    [/The last backup of 会計 looks wrong/, 'It is right…'],
    [/mail archive cannot be backed up any more/, 'Lead it out…'],
    [/mail1 was not backed up, because another machine may have answered/, 'Compare the keys…'],
    [/laptops has had no good backup for 3 days/, 'Back up now'],
    [/new server has no backup yet; it was set up 5 days ago/, 'Make the first backup'],
    [/test has had no good backup for 4 days, because it is paused/, 'Resume'],
    [/The removal of old sessions of old projects came to no end/, 'Show the log'],
    [/The disk with the repository of photos will be full in about \d+ days/, 'Show the job'],
    [/2 alerts cannot be mailed/, 'Mail settings'],
  ] as const) {
    await expect(card(text).getByRole('button')).toHaveText([button]);
  }
  await card(/because it is paused/)
    .getByRole('button')
    .click();
  await expect(card(/test has had no good backup for 4 days\./).getByRole('button')).toHaveText(['Back up now']);

  await inbox.getByRole('button', { name: 'Mail settings' }).click();
  await expect(page.getByRole('button', { name: 'Change…' })).toBeFocused();
  const stuck = page.getByRole('region', { name: 'Mails that do not leave' });
  await stuck.getByRole('button', { name: 'Show more' }).click();
  const dead = stuck.getByRole('listitem').filter({ hasText: 'Given up: ' });
  await expect(dead).toContainText('refused the recipient nobody@example.org: 550 5.1.1 no such user here.');
  await dead.getByRole('button', { name: 'Discard' }).click();
  await expect(dead).toHaveCount(0);
  await expect(stuck.locator(':focus')).toHaveText('Discard');
});

alarmed('all jobs are paused for a while, and resumed', async ({ program: { page } }) => {
  await page.getByRole('button', { name: 'Pause all…' }).click();
  await page.getByRole('menuitem', { name: 'until tomorrow 08:00' }).click();
  await expect(page.getByText('Everything is paused until tomorrow 08:00.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause all…' })).toHaveCount(0);
  const resume = page.getByRole('status').getByRole('button', { name: 'Resume' });
  await expect(resume).toBeFocused();
  await resume.click();
  await expect(page.getByText('Everything is paused')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Pause all…' })).toBeFocused();
});

test('addresses and the log are saved as they are left, and an address says whether it answers', async ({ program }) => {
  const heard: string[] = [];
  const receiver = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('ok');
  });
  const port = await listen(receiver);
  const { page } = program;
  await goTo(page, 'settings');
  const ping = page.getByRole('region', { name: 'Dead man’s switch outside' });
  const address = ping.getByRole('textbox', { name: 'Address for all jobs' });
  await address.fill('file:///etc/passwd');
  await address.press('Enter');
  await expect(address).toHaveAccessibleDescription(/begins with https/);
  await address.fill(`http://127.0.0.1:${port}/ping`);
  await ping.getByRole('button', { name: 'Try it' }).click();
  await expect(ping.getByText('It answered: 200 OK.')).toBeVisible();
  expect(heard).toEqual(['/ping']);
  receiver.close();
  await once(receiver, 'close');

  const webhook = page.getByRole('region', { name: 'Webhook' });
  await webhook.getByRole('textbox', { name: 'Address' }).fill(`http://127.0.0.1:${await freePort()}/`);
  await webhook.getByRole('button', { name: 'Try it' }).click();
  await expect(webhook.getByText(/It did not accept: .*refused/)).toBeVisible();

  const log = page.getByRole('region', { name: 'Log', exact: true });
  await log.getByRole('textbox', { name: 'Old ones to keep' }).fill('100');
  await page.keyboard.press('Enter');
  await expect(log.getByText('A number from 0 to 99')).toBeVisible();
  await log.getByRole('textbox', { name: 'Old ones to keep' }).fill('9');
  await page.keyboard.press('Enter');
  await expect(log.getByText('Saved')).toBeVisible();

  await program.restart();
  await goTo(program.page, 'settings');
  await expect(program.page.getByRole('textbox', { name: 'Address for all jobs' })).toHaveValue(`http://127.0.0.1:${port}/ping`);
  await expect(program.page.getByRole('textbox', { name: 'Old ones to keep' })).toHaveValue('9');
});
