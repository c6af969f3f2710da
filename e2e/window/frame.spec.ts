import { expect, test } from './program.ts';

test('the window opens with the answer as its first line', async ({ program: { page } }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
