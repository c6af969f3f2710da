import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './program.ts';
import { closeAll, picture, screens, speak } from './screens.ts';

const sizes = [
  { width: 1120, height: 720 },
  { width: 820, height: 560 },
];

test.use({ seed: {} });

for (const language of ['English', '日本語'] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`every screen can be read by everybody and fits, ${language}, ${scheme}`, async ({ program, kind }) => {
      const { page } = program;
      await speak(page, language);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      for (const size of sizes) {
        await page.setViewportSize(size);
        for (const { name, open } of screens) {
          await open(page);
          // The engine's answers arrive one after the other; the picture is of the screen that has them all.
          await page.waitForTimeout(250);
          await expect(page.locator('main [data-loading]')).toHaveCount(0);
          const tall = await page.evaluate(() => ({
            page: document.documentElement.scrollWidth - innerWidth,
            main: (document.querySelector('main')?.scrollWidth ?? 0) - (document.querySelector('main')?.clientWidth ?? 0),
          }));
          expect.soft(tall, `${name} at ${size.width} px scrolls sideways`).toEqual({ page: 0, main: 0 });
          const file = [kind, name, language === 'English' ? 'en' : 'ja', scheme, `${size.width}x${size.height}`].join('-');
          await picture(page, file);
          if (size.width === 1120) {
            const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
            expect.soft(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
          }
          await closeAll(page);
        }
      }
    });
  }
}
