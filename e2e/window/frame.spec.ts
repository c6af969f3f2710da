import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test as base } from './program.ts';
import { goTo } from './screens.ts';

/** A home whose settings and their copy are both damaged. */
const test = base.extend({
  home: async ({ home }, use) => {
    await mkdir(home, { recursive: true });
    for (const name of ['settings', 'settings.last-good']) await writeFile(join(home, `${name}.json`), '{"version":');
    await use(home);
  },
});

test('settings that cannot be read are named, nothing looks like "no jobs", and the way out works (F2)', async ({ program, home }) => {
  const { page } = program;
  await expect(page.getByRole('alert')).toContainText('cannot be read. Nothing was changed.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(0);
  for (const name of ['settings', 'settings.last-good']) await rm(join(home, `${name}.json`));
  // The window looks every two seconds by itself; the button may be gone before it is pressed.
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(async () => {
    if (await again.isVisible()) await again.click({ timeout: 1000 });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await goTo(page, 'overview');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is protected yet.');
});
