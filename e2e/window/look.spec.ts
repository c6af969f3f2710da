import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { seedAlerts } from '../office/seeded-alerts.ts';
import { seedHome } from '../office/seeded-home.ts';
import { seedRestores, type SeededRestores } from '../office/seeded-restores.ts';
import { expect, test, type SeedOption, type WindowOptions } from './program.ts';
import { alarmedScreens, closeAll, emptyScreens, historyScreens, picture, reportScreens, screens, speak, type Shown } from './screens.ts';
import { test as ofYear } from './year-test.ts';

const sizes = [
  { width: 1120, height: 720 },
  { width: 820, height: 560 },
];
const languages = ['English', '日本語'] as const;
type Language = (typeof languages)[number];
type Scheme = 'light' | 'dark';
const longMs = 360_000;

/**
 * The schemes in which a screen is looked at, none where it is not. Both projects draw with the same Chromium: Electron's looks in one scheme
 * for each language, and, but in a full run, at every fourth screen. The browser looks at all of them in English, in Japanese, but in a full
 * run, in one scheme after the other.
 */
function schemesOf(kind: WindowOptions['kind'], language: Language, index: number): readonly Scheme[] {
  if (kind === 'electron' && !everyRound && index % 4 !== 2 * languages.indexOf(language)) return [];
  if (kind === 'electron') return [language === 'English' ? 'light' : 'dark'];
  return everyRound || language === 'English' ? ['light', 'dark'] : [index % 2 === 0 ? 'light' : 'dark'];
}

/** What a screen is made of is the same in both languages. */
const isAudited = (language: Language): boolean => everyRound || language === 'English';

/** Must be nothing: what of the page, its main part or a dialog is wider than the room for it (CSS px). */
const tooWide = (page: Page) =>
  page.evaluate(() => ({
    page: document.documentElement.scrollWidth - innerWidth,
    main: (document.querySelector('main')?.scrollWidth ?? 0) - (document.querySelector('main')?.clientWidth ?? 0),
    dialog: Math.max(0, ...[...document.querySelectorAll('[role=dialog]')].map((each) => each.scrollWidth - each.clientWidth)),
  }));

/** After a change of size react-aria waits up to 0.6 s for an on-screen keyboard before it shows an overlay. */
const shownWhole = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('[role=dialog]')].every((each) => each.checkVisibility({ opacityProperty: true })),
  );

/** What axe finds on the screen as it stands; of the further schemes it is asked for what a scheme changes, the colours. */
async function violations(page: Page, isFirst: boolean): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const found = await (isFirst ? axe : axe.withRules('color-contrast')).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

/** Opens each screen and looks at it in both sizes and schemes: it must not scroll sideways, axe must find nothing, and there is a picture. */
async function lookIn(language: Language, page: Page, kind: WindowOptions['kind'], shown: readonly Shown[]): Promise<void> {
  await speak(page, language);
  for (const [place, { name, open, find }] of shown.entries()) {
    const schemes = schemesOf(kind, language, place);
    if (schemes.length === 0) continue;
    await open(page);
    // The engine's answers arrive one after the other; the picture is of the screen that has them all.
    await page.waitForTimeout(250);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await find?.(page);
      await shownWhole(page);
      for (const [index, colorScheme] of schemes.entries()) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const title = [kind, language === 'English' ? 'en' : 'ja', colorScheme, name, `${size.width}x${size.height}`].join('-');
        expect.soft(await tooWide(page), `${title} scrolls sideways`).toEqual({ page: 0, main: 0, dialog: 0 });
        await picture(page, title);
        if (size.width === 1120 && isAudited(language)) expect.soft(await violations(page, index === 0), title).toEqual([]);
      }
    }
    await closeAll(page);
  }
}

const longNames = test.extend<SeedOption>({ seed: { isLong: true } });
const alarmed = test.extend({
  home: async ({ home }, use) => {
    await seedAlerts(home);
    await use(home);
  },
});

const restored = test.extend<{ restores: { seeded?: SeededRestores } }>({
  restores: async ({}, use) => use({}),
  home: async ({ home, restores }, use) => {
    await seedHome(home);
    restores.seeded = await seedRestores(home, 'web1');
    await use(home);
  },
});

for (const language of languages) {
  longNames(`every screen can be read by everybody and fits, with long names, ${language}`, async ({ program: { page }, kind }) => {
    longNames.setTimeout(longMs);
    await lookIn(language, page, kind, screens);
  });
  alarmed(`so does every screen when something of every kind is wrong, ${language}`, async ({ program: { page }, kind }) => {
    alarmed.setTimeout(longMs);
    await lookIn(language, page, kind, alarmedScreens);
  });
  restored(`so does every report of a restore, ${language}`, async ({ program: { page }, kind, restores }) => {
    restored.setTimeout(longMs);
    await lookIn(language, page, kind, reportScreens(restores.seeded?.runs ?? {}));
  });
  ofYear(`so does the history of a year, ${language}`, async ({ program: { page }, kind, year: { sessions } }) => {
    ofYear.setTimeout(longMs);
    await lookIn(language, page, kind, historyScreens({ at: sessions[10]?.time ?? 0, gone: 'before' }));
  });
}

test('so does every screen of an empty home', async ({ program: { page }, kind }) => {
  test.setTimeout(longMs);
  for (const language of languages) await lookIn(language, page, kind, emptyScreens);
});
