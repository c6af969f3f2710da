import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { NotSaved } from '../../electron/contract/run.ts';
import { tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { createRunStore } from '../../electron/runs/runs.ts';
import { hostileInputs } from '../office/hostile-input.ts';
import { expect, test } from './program.ts';
import { goTo } from './screens.ts';

test.use({ seed: {} });

const marks = [
  '<img src=x onerror="window.__xss=1">',
  '<script>window.__xss=1</script>',
  'javascript:window.__xss=1',
  'invoice‮fdp.exe',
  '⁦hidden⁩​name',
  'a\u001b[2J\u001b]0;title\u0007b',
  'line\nbreak\ttab\r\u0000nul\u0085nel',
  'Za̡͎̼͚͇͎͕̘̘̘̘̘̘̘lgo'.padEnd(80, '̵'),
  '👩‍👩‍👧‍👦 family',
  `${'x'.repeat(255)}.txt`,
  `/${'deep/'.repeat(800)}end`,
  '\u{e0041}\u{e0042}tags',
];

/** The pieces of text in the page that hold something invisible or active. */
const rawControls = (page: Page) =>
  page.evaluate(() => {
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent ?? '';
      if (hidden.test(text)) found.push(JSON.stringify(text));
    }
    return found;
  });

test('names, causes and log lines of any content are text and nothing else (attack rows L1-L6)', async ({
  program: { page },
  home,
  office,
}) => {
  const corpus = hostileInputs({ guard: join(office.dir, 'guard'), room: join(office.dir, 'room') }).map(({ text }) => text);
  const texts = [...marks, ...corpus.filter((_, index) => index % 17 === 0)];
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });

  const { database } = machinePorts(home, tables);
  const store = createRunStore(database);
  const run = store.list(null, 1)[0]?.id ?? 0;
  const notSaved = texts.slice(0, 100).map((path): NotSaved => ({ kind: 'UpdateError', path, reason: path }));
  const evidence = { exitCode: 8, markers: [], regressed: false, notSaved, notSavedCount: notSaved.length, decisive: texts[0] ?? '' };
  store.update(run, (record) => ({
    ...record,
    outcome: { kind: 'incomplete', cause: 'files-not-saved', facts: { count: 100, first: marks.join(' ') } },
    evidence: { ...evidence, warnings: texts.slice(0, 20), tail: texts.slice(0, 40) },
  }));
  const job = store.get(run).jobName;
  database.close();
  const folder = join(home, 'runs', String(run));
  await mkdir(folder, { recursive: true });
  for (const file of ['backup.out', 'backup.err']) await writeFile(join(folder, file), texts.join('\n'));

  for (const address of ['overview', `job/${encodeURIComponent(job)}`, `run/${run}`]) {
    await goTo(page, address);
    await expect(page.getByText('\\u{202e}').first()).toBeVisible();
    expect(await rawControls(page), address).toEqual([]);
    for (const [width, height] of [
      [1120, 720],
      [820, 560],
    ] as const) {
      await page.setViewportSize({ width, height });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, `${address} at ${width} px`).toBe(0);
    }
  }
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: 'Technical text' }).click();
  const log = panel.getByLabel('Log of the run');
  await panel.getByRole('searchbox', { name: 'Find in the log' }).fill(marks[1] ?? '');
  await page.keyboard.press('Enter');
  await expect(log.getByText('<script>window.__xss=1</script>').first()).toBeVisible();
  expect(await rawControls(page)).toEqual([]);
  expect(await page.evaluate(() => Object.hasOwn(window, '__xss'))).toBe(false);
  expect(await page.locator('img, script:not([src])').count()).toBe(0);
  expect(dialogs).toBe(0);
});

test('an address of any content leads to a screen that is there', async ({ program: { page } }) => {
  for (const address of [
    'job/<script>window.__xss=1</script>',
    'job/%00%1b',
    'run/999999',
    'run/-1',
    'javascript:alert(1)',
    `job/${'x'.repeat(5000)}`,
  ]) {
    await page.evaluate((to) => {
      location.hash = to;
    }, address);
    await expect(page.getByRole('navigation')).toBeVisible();
    await expect(page.locator('main')).not.toBeEmpty();
    expect(await rawControls(page)).toEqual([]);
  }
  expect(await page.evaluate(() => Object.hasOwn(window, '__xss'))).toBe(false);
});
