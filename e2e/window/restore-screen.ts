import type { Page } from '@playwright/test';
import { expect } from './program.ts';
import { goTo } from './screens.ts';

export const title = (page: Page) => page.getByRole('heading', { level: 1 });
export const column = (page: Page, name: 'When' | 'What' | 'Where') => page.getByRole('region', { name, exact: true });
export const tree = (page: Page) => page.getByRole('treegrid', { name: 'What was there' });
export const report = (page: Page) => page.getByRole('region', { name: 'Report' });
/** What begins the restore that was chosen. */
export const startButton = (page: Page) => column(page, 'Where').getByRole('button', { name: 'Restore', exact: true });

/** Goes to the choice that an address names, and waits until what was there is shown. */
export async function showChoice(page: Page, address: string): Promise<void> {
  await goTo(page, `restore/${address}`);
  await expect(tree(page)).toHaveAttribute('aria-busy', 'false');
}
