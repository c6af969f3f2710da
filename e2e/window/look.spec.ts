import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './program.ts';
import { closeAll, emptyScreens, picture, screens, speak, type Shown } from './screens.ts';

const sizes = [
  { width: 1120, height: 720 },
  { width: 820, height: 560 },
];
const languages = ['English', '日本語'] as const;
const schemes = ['light', 'dark'] as const;

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

test.describe('with long names', () => {
  test.use({ seed: { isLong: true } });
  for (const language of languages) {
    for (const scheme of schemes) {
      test(`every screen can be read by everybody and fits, ${language}, ${scheme}`, async ({ program: { page }, kind }) => {
        await speak(page, language);
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await lookAt(page, screens, [kind, language === 'English' ? 'en' : 'ja', scheme]);
      });
    }
  }
});

test('every screen of an empty home can be read by everybody and fits', async ({ program: { page }, kind }) => {
  for (const language of languages) {
    await speak(page, language);
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await lookAt(page, emptyScreens, [kind, language === 'English' ? 'en' : 'ja', scheme]);
    }
  }
});
