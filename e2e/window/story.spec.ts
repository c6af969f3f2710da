import type { Page } from '@playwright/test';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { missing } from '../office/needs.ts';
import type { Office } from '../office/office.ts';
import { writeManyFiles } from '../office/web-root.ts';
import { expect, test } from './program.ts';
import { goTo, picture, speak } from './screens.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });

/** From the first screen to a host that is known by its key. */
async function addHost(page: Page, { sshd }: Office, kind: string): Promise<void> {
  await page.getByRole('button', { name: /Protect a folder on a server/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('web1');
  await page.getByRole('textbox', { name: 'Address' }).fill('127.0.0.1');
  await page.getByRole('textbox', { name: 'Port' }).fill(String(sshd.port));
  await page.getByRole('textbox', { name: 'User' }).fill(sshd.user);
  const key = page.getByRole('combobox', { name: 'Private key' });
  await key.fill('/nowhere/key');
  await page.getByRole('button', { name: 'Next: compare its key' }).click();
  await expect(page.getByText(/key file .* cannot be read/)).toBeVisible();
  await key.fill(sshd.keyFile);
  await page.getByRole('button', { name: 'Next: compare its key' }).click();

  await expect(page.getByText('Is this the key of 127.0.0.1?')).toBeVisible();
  const pasted = page.getByRole('textbox', { name: 'Fingerprint on the server' });
  await pasted.fill(`SHA256:${'A'.repeat(43)}`);
  await expect(page.getByText('It is another one. Do not go on.')).toBeVisible();
  await pasted.fill(sshd.fingerprint());
  await expect(page.getByText('The same, letter by letter.')).toBeVisible();
  await picture(page, `${kind}-story-key`);
  await page.getByRole('button', { name: 'It is the same: trust it' }).click();
  await expect(page.getByText(/web1: ok\. rdiff-backup/)).toBeVisible();
  await page.getByRole('button', { name: 'Next: the folder' }).click();
}

/** From a known host to a first backup that has begun. */
async function firstBackup(page: Page, name: string, from: string, to: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Source folder' }).fill(from);
  await page.getByRole('textbox', { name: 'Repository folder' }).fill('backup');
  await page.getByRole('button', { name: 'Make the first backup' }).click();
  await expect(page.getByText('the path must begin with /')).toBeVisible();
  await page.getByRole('textbox', { name: 'Repository folder' }).fill(to);
  await page.getByRole('button', { name: 'Make the first backup' }).click();
}

test.describe('the whole way of a person', () => {
  test.beforeEach(({}, info) => {
    const reason = missing.rdiffBackup ?? missing.sshd;
    info.skip(reason !== undefined, reason ?? '');
  });

  test('welcome, host with its fingerprint, job, backup, result, failure in words, log, both languages', async ({
    program,
    office,
    kind,
  }) => {
    const { page } = program;
    await expect(title(page)).toHaveText('Nothing is protected yet.');
    await addHost(page, office, kind);
    await firstBackup(page, 'website', office.webRoot, join(office.dir, 'backup/site'));
    await expect(title(page)).toHaveText('website is protected.', { timeout: 60_000 });
    await picture(page, `${kind}-story-first-backup`);
    await page.getByRole('button', { name: 'Show the overview' }).click();
    await expect(title(page)).toHaveText('The job is protected.');

    await office.sshd.stop();
    await page.locator('main').getByRole('link', { name: 'website' }).click();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect(title(page)).toHaveText('website needs attention.');
    await expect(page.getByText(/website was not backed up: 127\.0\.0\.1 refused the connection on port \d+\./)).toBeVisible();
    await expect(page.getByText(/Is the server up, and is sshd listening/).first()).toBeVisible();

    await page.getByRole('row', { name: 'failed' }).click();
    const panel = page.getByRole('dialog');
    await expect(panel.getByRole('heading', { name: /website: failed/ })).toBeVisible();
    await panel.getByRole('radio', { name: /Errors/ }).click();
    await panel.getByRole('searchbox', { name: 'Find in the log' }).fill('CONNECTION REFUSED');
    await page.keyboard.press('Enter');
    await expect(panel.getByLabel('Log of the run').getByText(/Connection refused/)).toBeVisible();
    await picture(page, `${kind}-story-log`);
    // The first one empties the field.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);

    await office.sshd.start();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByRole('dialog').getByText(/web1: ok/)).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Back up now' }).click();
    await expect(title(page)).toHaveText('website is protected.');

    await speak(page, '日本語');
    await goTo(page, 'overview');
    await expect(title(page)).toHaveText('1 件のジョブはすべて保護されています。');
    await program.restart();
    await expect(title(program.page)).toHaveText('1 件のジョブはすべて保護されています。');
    await speak(program.page, 'English');
  });

  test('a run is seen live and cancelled; one whose program is killed goes on and is taken over', async ({
    program,
    office,
    shell,
    kind,
  }) => {
    const many = join(office.dir, 'many');
    await mkdir(many);
    await writeManyFiles(many, { count: 8_000, seed: 3 });
    const { code } = await shell.call('job', 'add', 'many', '--from', many, '--to', join(office.dir, 'backup/many'));
    expect(code).toBe(0);

    await goTo(program.page, 'job/many');
    await program.page.getByRole('button', { name: 'Back up now' }).click();
    await expect(title(program.page)).toHaveText('many is being backed up.');
    await expect(program.page.getByText(/files so far/).first()).toBeVisible();
    await picture(program.page, `${kind}-story-live`);
    await program.page.getByRole('button', { name: 'Cancel the backup' }).click();
    await program.page.getByRole('dialog').getByRole('button', { name: 'Cancel the backup' }).click();
    await expect(program.page.getByRole('row', { name: 'cancelled' })).toBeVisible();

    await program.page.getByRole('button', { name: 'Back up now' }).first().click();
    await expect(program.page.getByText(/files so far/).first()).toBeVisible();
    await program.kill();
    await goTo(program.page, 'job/many');
    await expect(program.page.getByText('Taken over after the program was closed.')).toBeVisible();
    await expect(title(program.page)).toHaveText('many is protected.', { timeout: 90_000 });
  });

  test('what another program does on the same home is seen at once, without a reload', async ({ program: { page }, office, shell }) => {
    await expect(title(page)).toHaveText('Nothing is protected yet.');
    await shell.call('job', 'add', 'from the shell', '--from', office.webRoot, '--to', join(office.dir, 'backup/shell'));
    await expect(page.getByRole('navigation').getByRole('link', { name: /from the shell/ })).toBeVisible();
    await rename(office.webRoot, `${office.webRoot}-away`);
    await shell.call('run', 'from the shell');
    await goTo(page, 'overview');
    await expect(page.getByText(/the source .* does not exist/).first()).toBeVisible();
  });
});
