import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { seedAlerts } from '../office/seeded-alerts.ts';
import { expect, test, type SeedOption, type WindowOptions } from './program.ts';
import { alarmedScreens, closeAll, emptyScreens, picture, screens, speak, type Shown } from './screens.ts';

const sizes = [
  { width: 1120, height: 720 },
  { width: 820, height: 560 },
];
const languages = ['English', '日本語'] as const;
type Language = (typeof languages)[number];
type Scheme = 'light' | 'dark';
const longMs = 360_000;

/** Opens each screen at both sizes: it must not scroll sideways, axe must find nothing, and there is a picture of it. */
async function lookAt(page: Page, shown: readonly Shown[], names: readonly string[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const { name, open } of shown) {
      await open(page);
      // The engine's answers arrive one after the other; the picture is of the screen that has them all.
      await page.waitForTimeout(250);
      const tall = await page.evaluate(() => ({
        page: document.documentElement.scrollWidth - innerWidth,
        main: (document.querySelector('main')?.scrollWidth ?? 0) - (document.querySelector('main')?.clientWidth ?? 0),
        dialog: Math.max(0, ...[...document.querySelectorAll('[role=dialog]')].map((each) => each.scrollWidth - each.clientWidth)),
      }));
      expect.soft(tall, `${name} at ${size.width} px scrolls sideways`).toEqual({ page: 0, main: 0, dialog: 0 });
      await picture(page, [...names, name, `${size.width}x${size.height}`].join('-'));
      if (size.width === 1120) {
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        expect.soft(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
      }
      await closeAll(page);
    }
  }
}

/** Both projects draw with the same Chromium: Electron's is looked at once in each language. */
const schemesOf = (kind: WindowOptions['kind'], language: Language): readonly Scheme[] =>
  kind === 'browser' ? ['light', 'dark'] : [language === 'English' ? 'light' : 'dark'];

/** Looks at all of it in one language. */
async function lookIn(language: Language, page: Page, kind: WindowOptions['kind'], shown: readonly Shown[]): Promise<void> {
  await speak(page, language);
  for (const scheme of schemesOf(kind, language)) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await lookAt(page, shown, [kind, language === 'English' ? 'en' : 'ja', scheme]);
  }
}

const longNames = test.extend<SeedOption>({ seed: { isLong: true } });
const alarmed = test.extend({
  home: async ({ home }, use) => {
    await seedAlerts(home);
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
}

test('so does every screen of an empty home', async ({ program: { page }, kind }) => {
  test.setTimeout(longMs);
  for (const language of languages) await lookIn(language, page, kind, emptyScreens);
});
