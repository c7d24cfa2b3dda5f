import { defineConfig } from '@playwright/test';
import type { FaceOptions } from './e2e/fixtures.ts';
import { findChromium } from './runner/find-chromium.ts';

export default defineConfig<FaceOptions>({
  testDir: 'e2e',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  // As with the other tests: a second try on CI, named by the reporter.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  reporter: 'list',
  globalSetup: './e2e/global-setup.ts',
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? '',
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'browser', use: { faceUnderTest: 'browser' } },
    { name: 'electron', use: { faceUnderTest: 'desktop' } },
  ],
});
