import type { Page } from '@playwright/test';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';

const scheme = (page: Page) => page.locator('html').getAttribute('data-mantine-color-scheme');

test('appearance › light and dark › kept for the next start', async ({ firstRun, client: { page } }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(firstRun.installButton).toBeVisible();
  await expect.poll(() => scheme(page)).toBe('light');
  await firstRun.switchColours('dark');
  await expect.poll(() => scheme(page)).toBe('dark');
  await page.reload();
  await expect(firstRun.installButton).toBeVisible();
  await expect.poll(() => scheme(page)).toBe('dark');
});

test('appearance › 1024 × 700 px › nothing scrolls sideways and no name is cut', async ({
  firstRun,
  client: { page },
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  await expect(firstRun.installButton).toBeInViewport();
  await expect.poll(fits).toBe(true);
  const instances = await firstRun.install('Process');
  await expect(instances.row('main')).toContainText('Running');
  await expect.poll(fits).toBe(true);
  await expect.poll(() => instances.cutOff('main')).toEqual([]);
  await expect(instances.row('main').getByRole('button', { name: 'More for main' })).toBeInViewport();
  const instance = await instances.open('main');
  await expect(instance.action('Stop')).toBeInViewport();
  await expect.poll(fits).toBe(true);
});

test('accessibility › every view › each control has a name', async ({ firstRun, client: { page } }) => {
  await expect(firstRun.installButton).toBeVisible();
  await expect.poll(() => unnamedControls(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to main content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  const instances = await firstRun.install('Process');
  await expect.poll(() => unnamedControls(page)).toEqual([]);
  const instance = await instances.open('main');
  await expect.poll(() => unnamedControls(page)).toEqual([]);
  await instance.openPalette();
  await expect.poll(() => unnamedControls(page)).toEqual([]);
});

test('accessibility › every view, also an empty one › has a heading', async ({ firstRun, client: { page } }) => {
  await expect(firstRun.installButton).toBeVisible();
  const headings = {
    '/nowhere': 'Page not found',
    '/instances/none': 'There is no instance “none”',
    '/settings/none': 'There is no instance “none”',
  };
  for (const [place, heading] of Object.entries(headings)) {
    await page.evaluate((to) => window.location.replace(`#${to}`), place);
    await expect(firstRun.heading).toHaveText(heading);
  }
});
