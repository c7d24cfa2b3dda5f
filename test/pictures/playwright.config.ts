import { defineConfig } from '@playwright/test';
import type { ClientOptions } from '../e2e/fixtures.ts';
import base from '../playwright.config.ts';

/**
 * `npm run pictures`: makes every picture of README and docs from the built app. It takes about six minutes, because the
 * charts show five recorded ones; each step is printed when it ends.
 */
export default defineConfig<ClientOptions>({
  ...base,
  testDir: '.',
  testMatch: 'pictures.ts',
  globalSetup: '../e2e/global-setup.ts',
  timeout: 1_200_000,
  reporter: [['list', { printSteps: true }]],
  workers: 1,
  projects: [{ name: 'pictures', use: { clientUnderTest: 'browser' } }],
});
