import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect } from './program.ts';

export type Shown = { name: string; open: (page: Page) => Promise<void> };

/** Goes to an address of the window and waits for its headline. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

const at = (address: string) => (page: Page) => goTo(page, address);

/** Every screen of a seeded home, and what opens over one. */
export const screens: readonly Shown[] = [
  { name: 'overview', open: at('overview') },
  { name: 'job-protected', open: at('job/web1') },
  { name: 'job-failed', open: at('job/mail1') },
  { name: 'job-new', open: at('job/new%20server') },
  {
    name: 'run',
    open: async (page) => {
      await goTo(page, 'run/3');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  { name: 'hosts', open: at('hosts') },
  { name: 'welcome', open: at('welcome') },
  { name: 'settings', open: at('settings') },
  {
    name: 'palette',
    open: async (page) => {
      await goTo(page, 'overview');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];

const folder = fileURLToPath(new URL('../../.screenshots/', import.meta.url));

/** Writes a picture of what is on screen, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.png` });
}

/** Takes away what lies over a screen. */
export async function closeAll(page: Page): Promise<void> {
  while ((await page.getByRole('dialog').count()) > 0) {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
}

/** Sets the language through the settings, as a person does. */
export async function speak(page: Page, language: 'English' | '日本語'): Promise<void> {
  await goTo(page, 'settings');
  const choice = page.getByRole('radio', { name: language });
  // The engine keeps it before the window shows it.
  await choice.click({ force: true });
  await expect(choice).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'ja');
}
