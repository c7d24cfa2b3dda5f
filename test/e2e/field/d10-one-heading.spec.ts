import type { Page } from '@playwright/test';
import { thorough } from '../../support/thorough.ts';
import { expect, test } from '../fixtures.ts';

/** Every view, with an instance, without one, and of an instance that does not exist. */
const views = [
  '/',
  '/nowhere',
  '/install',
  '/tenants',
  '/tenants/new',
  '/tenants/isolation',
  ...[
    '/backups',
    '/backups?tab=schedules',
    '/charts',
    '/activity',
    '/settings',
    '/logs',
    '/console',
    '/benchmark',
    '/integration',
  ],
  ...[
    '/instances',
    '/backups',
    '/charts',
    '/activity',
    '/settings',
    '/logs',
    '/console',
    '/benchmark',
    '/integration',
  ].flatMap((view) => [`${view}/main`, `${view}/none`]),
  '/charts/main?tab=commands',
  '/charts/none?tab=commands',
];

/** One view of each kind, because each is loaded with all its files. */
const loadedFirst = ['/', '/install', '/instances/none', '/charts/main?tab=commands', '/settings/none', '/logs/main'];

/** The delay of each message and each file of the page, as on a slow machine. */
const MESSAGE_DELAY_MS = 150;
const FILE_DELAY_MS = 30;

test.use({ needs: ['browser'], startsInstalled: true });

test.describe('D10 › views while they load', () => {
  test.beforeEach(async ({ client: { page } }) => {
    await slowDown(page);
    await recordHeadings(page);
  });

  test('views › loaded from their address on a slow machine › exactly one level-1 heading at any moment', async ({
    client: { page },
    firstRun,
  }) => {
    test.setTimeout(300_000);
    await firstRun.install('Process');
    const origin = page.url().split('#')[0];
    for (const view of thorough ? views : loadedFirst) {
      // Again if a Docker network was added or removed meanwhile: Chromium then drops its open requests.
      await expect(async () => {
        await page.goto('about:blank');
        await page.goto(`${origin}#${view}`);
        await settled(page, view);
      }).toPass();
      expect(await wrongMoments(page), view).toEqual([]);
    }
  });

  test('views › opened one after the other › exactly one level-1 heading at any moment', async ({
    client: { page },
    firstRun,
  }) => {
    test.setTimeout(120_000);
    await firstRun.install('Process');
    await page.reload();
    for (const view of views) {
      await page.evaluate((to) => {
        window.location.hash = to;
      }, view);
      await settled(page, view);
      expect(await wrongMoments(page), view).toEqual([]);
    }
  });
});

/** Delays every message of the server and every file of the page. */
async function slowDown(page: Page): Promise<void> {
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      setTimeout(() => socket.send(message), MESSAGE_DELAY_MS);
    });
  });
  await page.route(/\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, FILE_DELAY_MS));
    await route.continue();
  });
}

/** Records each moment at which a view is shown without a level-1 heading, or with several. */
async function recordHeadings(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const wrong: string[] = [];
    const observer = new MutationObserver(() => {
      const main = document.querySelector('main');
      if (!main) return;
      const headings = [...document.querySelectorAll('h1')].map((heading) => heading.textContent);
      if (headings.length !== 1) wrong.push(`[${headings.join(' | ')}] in: ${main.innerText.slice(0, 120)}`);
    });
    observer.observe(document, { childList: true, subtree: true });
    Object.assign(globalThis, { wrongHeadings: wrong });
  });
}

async function settled(page: Page, view: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }), view).toHaveCount(1);
  await expect(page.getByText('reading…'), view).toHaveCount(0);
}

function wrongMoments(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => Reflect.get(globalThis, 'wrongHeadings').splice(0));
}
