import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { WindowOptions } from '../e2e/window/program.ts';

const top = fileURLToPath(new URL('..', import.meta.url));

/** One set of specs in Chromium over `modosu serve` and in real Electron; what only Electron has is in a folder of its own. */
export default defineConfig<object, WindowOptions>({
  testDir: `${top}e2e/window`,
  outputDir: `${top}.playwright`,
  fullyParallel: false,
  workers: 3,
  forbidOnly: true,
  // A call into Electron may be answered with "Promise was collected" under load; what passed at the second try is named at the end.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./playwright-closing.ts']],
  projects: [
    { name: 'browser', testIgnore: '**/electron-only/**', use: { kind: 'browser' } },
    { name: 'electron', use: { kind: 'electron' } },
  ],
});
