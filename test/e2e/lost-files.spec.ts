import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { KILLED_SERVER } from './watch-page.ts';

test.use({ needs: ['browser'] });

/**
 * Whether this browser fetches a module again after a failure: older Chromium keeps the failure until the page is
 * reloaded.
 */
async function fetchesAgain(page: Page): Promise<boolean> {
  const address = '/assets/never-there.js';
  let asked = 0;
  await page.route(`**${address}`, (route) => {
    asked++;
    return route.abort();
  });
  const fetch = (from: string) => import(from).catch(() => undefined);
  for (let time = 0; time < 2; time++) await page.evaluate(fetch, address);
  return asked === 2;
}

test('page › a script chunk is lost › fetched again', async ({ firstRun, client, expectTrouble }) => {
  const instances = await firstRun.install('Process');
  expectTrouble(/ERR_FAILED/);
  let asked = 0;
  await client.page.route(
    (url) => /\/assets\/views-.*\.js$/.test(url.pathname),
    // Only once, as when the machine's networks change.
    (route) => (asked++ === 0 ? route.abort() : route.continue()),
  );
  // The module may have loaded before, because views are prefetched.
  await client.page.reload();
  let loaded = 0;
  client.page.on('load', () => loaded++);
  const page = await instances.open('main');
  await expect(page.state('Running')).toBeVisible();
  expect(asked).toBeGreaterThan(1);
  // A reload loses text that the user has typed meanwhile: only where nothing else helps.
  expect(loaded).toBe((await fetchesAgain(client.page)) ? 0 : 1);
});

test('page › a style sheet is lost › fetched again', async ({ firstRun, client, expectTrouble }) => {
  expectTrouble(/ERR_FAILED/);
  await expect(firstRun.installButton).toBeVisible();
  let asked = 0;
  await client.page.route(
    (url) => /\/assets\/style-.*\.css$/.test(url.pathname),
    (route) => (asked++ < 2 ? route.abort() : route.continue()),
  );
  await client.page.reload();
  await expect(firstRun.installButton).toBeVisible();
  // Without styles a page scrolls as a whole, and its heading has the browser's default font.
  await expect(client.page.locator('body')).toHaveCSS('font-family', /Inter/);
  expect(asked).toBe(3);
});

test('page › the first script is lost › says so and can be loaded again', async ({
  firstRun,
  client,
  expectTrouble,
}) => {
  expectTrouble(/ERR_FAILED/);
  await expect(firstRun.installButton).toBeVisible();
  let asked = 0;
  await client.page.route(
    (url) => /\/assets\/app-.*\.js$/.test(url.pathname),
    (route) => (asked++ === 0 ? route.abort() : route.continue()),
  );
  await client.page.reload();
  await client.page.getByRole('link', { name: 'Load the page again' }).click();
  await expect(firstRun.installButton).toBeVisible();
  await expect(client.page.getByRole('link', { name: 'Load the page again' })).toHaveCount(0);
});

test('page › a new view while the app is gone › shown', async ({ firstRun, client, expectTrouble }) => {
  const instances = await firstRun.install('Process');
  const fetched = () =>
    ['instance-page-', 'views-'].every((part) =>
      performance
        .getEntriesByType('resource')
        .some(
          (entry) => entry.name.includes(`/${part}`) && (entry as PerformanceResourceTiming).responseStatus === 200,
        ),
    );
  await expect.poll(() => client.page.evaluate(fetched)).toBe(true);
  expectTrouble(KILLED_SERVER);

  // Some views may still be prefetching: those requests are reset.
  await client.serve?.kill('SIGKILL');
  await expect(instances.awayBanner).toBeVisible();
  const page = await instances.open('main');
  await expect(page.state('Unknown')).toBeVisible();
  await expect(page.awayBanner).toBeVisible();
});
