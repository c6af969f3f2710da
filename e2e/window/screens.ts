import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect } from './program.ts';

/** A screen, or what is opened over one; `find` brings the part that is meant into sight, again at each size. */
export type Shown = { name: string; open: (page: Page) => Promise<void>; find?: (page: Page) => Promise<void> };

/** Goes to an address of the window and waits for its headline. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

const at = (address: string) => (page: Page) => goTo(page, address);

/** The button that leaves a form that has taken the place of a screen. */
const leaveForm = (page: Page) => page.getByRole('main').getByRole('button', { name: /^(Cancel|Back|キャンセル|戻る)$/ });

/** Goes to an address and presses what opens something over it. */
const pressed = (address: string, button: string | RegExp) => async (page: Page) => {
  await goTo(page, address);
  await page.getByRole('main').getByRole('button', { name: button }).first().click({ timeout: 10_000 });
  await expect(page.getByRole('dialog').or(leaveForm(page)).first()).toBeVisible();
};
/** An address, and what has this name on it. */
const part = (address: string, name: RegExp) => ({
  open: async (page: Page) => {
    await goTo(page, address);
    await expect(page.getByRole('region', { name })).toBeVisible();
  },
  find: (page: Page) => page.getByRole('region', { name }).evaluate((element) => element.scrollIntoView({ block: 'start' })),
});
const end = (address: string) => ({
  open: at(address),
  find: (page: Page) => page.evaluate(() => document.querySelector('main')?.scrollTo(0, 1e6)),
});
const mailForm = pressed('settings', /Set up…|Change…|設定…|変更…/);
/** The mail form with something wrong in every field that can be. */
const wrongMail = async (page: Page) => {
  await mailForm(page);
  const form = page.getByRole('dialog');
  for (const [label, text] of [
    [/Mail server|メールサーバー/, 'no server'],
    [/Port|ポート/, '70000'],
    [/User|ユーザー名/, 'nobody'],
    [/From|差出人/, 'a name <name@example.org>'],
    [/^To|^宛先/, 'two@example.org, addresses@example.org'],
  ] as const)
    await form.getByRole('textbox', { name: label }).first().fill(text);
  await form.getByRole('button', { name: /Send a test|テストを送信/ }).click();
  await expect(form.locator('[aria-invalid=true]').first()).toBeVisible();
};
const allPaused = async (page: Page) => {
  await goTo(page, 'overview');
  const menu = page.getByRole('button', { name: /Pause all…|すべて一時停止…/ });
  const paused = page.getByText(/Everything is paused|すべて.*一時停止しています/);
  await expect(menu.or(paused)).toBeVisible();
  if ((await menu.count()) > 0) {
    await menu.click();
    await page.getByRole('menuitem').last().click();
  }
  await expect(paused).toBeVisible();
};
const nonePaused = async (page: Page) => {
  await goTo(page, 'overview');
  const paused = page.getByRole('status').getByRole('button', { name: /^(Resume|再開)$/ });
  await expect(paused.or(page.getByRole('button', { name: /Pause all…|すべて一時停止…/ }))).toBeVisible();
  if ((await paused.count()) > 0) await paused.click();
  await expect(paused).toHaveCount(0);
};
const palette = async (page: Page) => {
  await goTo(page, 'overview');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
};
const run = (id: number) => async (page: Page) => {
  await goTo(page, `run/${id}`);
  await expect(page.getByRole('dialog')).toBeVisible();
};
const jobRemoval = (job: string) => async (page: Page) => {
  await goTo(page, `job/${encodeURIComponent(job)}`);
  await page.getByRole('button', { name: /^(More|その他)$/ }).click();
  await page.getByRole('menuitem', { name: /Remove the job|ジョブを削除/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
};
const longJob = 'customer archive of the northern branch office - floor 2 - since';
const longJapaneseJob = '北部支店お客様文書アーカイブ二〇〇九年以降保存分'.padEnd(64, '永');

/** Every screen of a home with long names in it, and what opens over one. */
export const screens: readonly Shown[] = [
  { name: 'overview', open: at('overview') },
  { name: 'job-protected', open: at('job/web1') },
  { name: 'job-failed', open: at('job/mail1') },
  { name: 'job-new', open: at('job/new%20server') },
  { name: 'job-long', open: at(`job/${encodeURIComponent(longJob)}`) },
  { name: 'job-long-japanese', open: at(`job/${encodeURIComponent(longJapaneseJob)}`) },
  { name: 'restore-long', open: at(`restore/${encodeURIComponent(longJob)}/now`) },
  { name: 'restore-long-japanese', open: at(`restore/${encodeURIComponent(longJapaneseJob)}/now`) },
  { name: 'restore-empty', open: at('restore/new%20server/now') },
  { name: 'job-edit', open: pressed(`job/${encodeURIComponent(longJob)}`, /Edit|編集/) },
  { name: 'job-remove', open: jobRemoval(longJob) },
  { name: 'job-accept', open: pressed(`job/${encodeURIComponent(longJapaneseJob)}`, /It is right|承認/) },
  { name: 'run', open: run(63) },
  { name: 'run-failed', open: run(30) },
  { name: 'hosts', open: at('hosts') },
  { name: 'host-edit', open: pressed('hosts', /Edit|編集/) },
  { name: 'host-remove', open: pressed('hosts', /Remove|削除/) },
  { name: 'welcome', open: at('welcome') },
  { name: 'settings', open: at('settings') },
  { name: 'settings-end', ...end('settings') },
  { name: 'palette', open: palette },
];

/** The reports of a home in which things were restored and tried, and where it is said that they were. */
export const reportScreens = (runs: Record<string, number>): Shown[] => [
  ...Object.entries(runs).map(([name, id]): Shown => ({ name: `report-${name}`, open: run(id) })),
  { name: 'report-overview', open: at('overview') },
  { name: 'report-runs', ...end('job/web1') },
];

/** What a home shows in which something of every kind is wrong, and mail is set up and does not leave. */
export const alarmedScreens: readonly Shown[] = [
  { name: 'alarmed-overview', open: nonePaused },
  { name: 'alarmed-inbox', ...part('overview', /Needs you|対応が必要です/) },
  { name: 'alarmed-inbox-end', ...end('overview') },
  { name: 'alarmed-job', open: at('job/photos') },
  { name: 'alarmed-settings', ...part('settings', /^(Mail|メール)$/) },
  { name: 'alarmed-letters', ...part('settings', /Mails that do not leave|送信できないメール/) },
  { name: 'alarmed-settings-end', ...end('settings') },
  { name: 'alarmed-mail', open: mailForm },
  { name: 'alarmed-mail-remove', open: pressed('settings', /Remove…|削除…/) },
  { name: 'alarmed-paused', open: allPaused },
];

/** The screens of a home in which nothing is set up yet: every list is empty. */
export const emptyScreens: readonly Shown[] = [
  { name: 'empty-welcome', open: at('overview') },
  { name: 'empty-hosts', open: at('hosts') },
  { name: 'empty-host-form', open: pressed('hosts', /Add a host|ホストを追加/) },
  {
    name: 'empty-job-form',
    open: pressed('welcome', /Protect a folder here|このマシンのフォルダー/),
  },
  { name: 'empty-settings-end', ...end('settings') },
  { name: 'empty-mail', open: mailForm },
  { name: 'empty-mail-wrong', open: wrongMail },
  { name: 'empty-palette', open: palette },
];

const ofYear = (address: string) => async (page: Page) => {
  // What was typed or chosen in the history before goes with its screen.
  await goTo(page, 'overview');
  await goTo(page, `history/website/${address}`);
  await expect(page.getByRole('grid').first()).toBeVisible();
};
/** The history with something chosen, typed or opened in it. */
const after = (address: string, act: (page: Page) => Promise<void>) => async (page: Page) => {
  await ofYear(address)(page);
  await act(page);
};
const choose = (page: Page, name: RegExp) => page.getByRole('radio', { name }).click({ force: true });

/** The history of a home with a repository of a year; `at` is a session in the middle of it, `gone` a folder that the newest one has no more. */
export const historyScreens = ({ at, gone }: { at: number; gone: string }): readonly Shown[] => [
  { name: 'history', open: ofYear('now/') },
  { name: 'history-file', open: ofYear(`${at}/style.css`) },
  {
    name: 'history-search',
    open: after('now/', async (page) => {
      await page.getByRole('searchbox').fill('html');
      await expect(page.getByRole('grid', { name: /What was found|検索結果/ })).toBeVisible();
    }),
  },
  {
    name: 'history-not-there',
    open: async (page) => {
      await goTo(page, `history/website/now/${gone}`);
      await expect(page.getByRole('button', { name: /Last there on|最後にあった世代/ })).toBeVisible();
    },
  },
  {
    name: 'history-folder',
    open: after(`${at}/`, async (page) => {
      await page.getByRole('button', { name: /About this folder|このフォルダーについて/ }).click();
      await page.getByText(/Also what came later|後から増えたものも表示/).click();
      await expect(page.getByRole('complementary')).toContainText(/Show the changes|変更点を表示/);
    }),
  },
  {
    name: 'history-largest',
    open: after(`${at}/`, async (page) => {
      await page.getByRole('button', { name: /About this folder|このフォルダーについて/ }).click();
    }),
    find: (page) => page.getByRole('complementary').getByRole('listitem').last().scrollIntoViewIfNeeded(),
  },
  {
    name: 'history-changes',
    open: after(`${at}/`, async (page) => {
      await choose(page, /^(Changes|変更点)$/);
      await expect(page.getByRole('grid', { name: /What differs|違いの一覧/ })).toBeVisible();
    }),
  },
  {
    name: 'history-moment',
    open: after(`${at}/`, async (page) => {
      await choose(page, /^(Files|ファイル)$/);
      await page.getByRole('textbox', { name: /Go to a date|日時で移動/ }).fill('20B');
      await expect(page.getByText(/The last session at or before|その時点で最後の世代/)).toBeVisible();
    }),
  },
  {
    name: 'history-difference',
    open: after(`${at}/style.css`, async (page) => {
      await page
        .getByRole('complementary')
        .getByRole('button', { name: /Difference from now|現在との違い/ })
        .last()
        .click();
      await expect(page.getByRole('region', { name: /Lines that differ|異なる行/ })).toBeVisible({ timeout: 30_000 });
    }),
  },
  {
    name: 'restore-choice',
    open: async (page) => {
      await goTo(page, `restore/website/${at}/uploads//style.css`);
      await page.getByText(/^(Where it came from|元の場所)$/).click();
      const options = page.getByRole('button', { name: /^(Options|オプション)$/ });
      if ((await options.getAttribute('aria-expanded')) === 'false') await options.click();
      await expect(page.getByText(/Will replace|置き換え$/)).toBeVisible();
    },
  },
  {
    name: 'restore-as',
    open: async (page) => {
      await goTo(page, `restore/website/${at}/uploads`);
      await page.getByText(/^(Another folder here|このマシンの別のフォルダー)$/).click();
      await page.getByRole('textbox', { name: /^(Folder|フォルダー)$/ }).fill('/srv/uploads-of-then');
      await page.getByText(/^(Under exactly this path|このパスそのものとして復元)$/).click();
      await expect(page.getByText(/Will create|新規作成$/)).toBeVisible();
    },
  },
  {
    name: 'restore-found',
    open: async (page) => {
      await goTo(page, `restore/website/${at}`);
      await page.getByRole('searchbox').fill('news');
      await choose(page, /^(All dates|すべての日付)$/);
      await expect(page.getByRole('treegrid', { name: /What was found|検索結果/ })).toBeVisible();
    },
  },
];

const folder = fileURLToPath(new URL('../../.screenshots/', import.meta.url));

/** Writes a picture of what is on screen, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.png` });
}

/** Takes away what lies over a screen, and a form that took the place of one. */
export async function closeAll(page: Page): Promise<void> {
  while ((await page.getByRole('dialog').count()) > 0) {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  const leave = leaveForm(page);
  if ((await leave.count()) > 0) await leave.first().click();
}

/** Sets the language through the settings, as a person does. */
export async function speak(page: Page, language: 'English' | '日本語'): Promise<void> {
  await goTo(page, 'settings');
  const choice = page.getByRole('region', { name: /^(Language|言語)$/ }).getByRole('radio', { name: language });
  // The engine keeps it before the window shows it.
  await choice.click({ force: true });
  await expect(choice).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'ja');
}
