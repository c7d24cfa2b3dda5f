import { defineConfig } from '@playwright/test';
import type { ClientOptions } from './e2e/fixtures.ts';
import { findHeadlessChromium } from './runner/find-chromium.ts';
import { patience } from './support/patience.ts';

// cspell:ignore maglev omnibox
/**
 * Features of Chromium that cost more than loading the app: the pages of its address bar, loaded with each window, and
 * a spare process for each window. The switch replaces Playwright's own, so it repeats the entries that matter here.
 */
const DISABLED_FEATURES = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'SpareRendererForSitePerProcess',
  'ThirdPartyStoragePartitioning',
];

/**
 * Tests of the desktop app itself, and of what depends on its transport and clipboard. All else is the same view on the
 * same core as in the browser: `TEST_ELECTRON=all` also runs that in the desktop app, as CI does.
 */
const DESKTOP_SPECS = [/e2e.desktop.*\.spec\.ts$/, /e2e.(first-run|logs)\.spec\.ts$/];

export default defineConfig<ClientOptions>({
  testDir: 'e2e',
  outputDir: '../test-results',
  // Long, for a slow machine. A passing test never waits for it.
  timeout: patience.testMs,
  expect: { timeout: patience.waitMs },
  workers: 3,
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
      executablePath: findHeadlessChromium() ?? '',
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Each page is new and lives for seconds: to optimize its code takes more processor time than it saves.
        '--js-flags=--no-opt --no-maglev',
        `--disable-features=${DISABLED_FEATURES.join(',')}`,
      ],
    },
  },
  projects: [
    { name: 'browser', testIgnore: /e2e.desktop/, use: { clientUnderTest: 'browser' } },
    {
      name: 'electron',
      // The tests of a file share one app, in their order.
      fullyParallel: false,
      ...(process.env.TEST_ELECTRON ? {} : { testMatch: DESKTOP_SPECS }),
      use: { clientUnderTest: 'desktop' },
    },
  ],
});
