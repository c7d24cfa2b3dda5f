import { type CDPSession, expect, type Page } from '@playwright/test';
import { connectServe } from '../../support/serve-client.ts';
import { thorough } from '../../support/thorough.ts';
import { test } from '../fixtures.ts';
import { ChartsPage } from '../pages/charts-page.ts';

/** The app's shortest sampling interval: four times as many ticks per second as on a page that is left open. */
const SAMPLE_EVERY_MS = 250;
/** A chart that keeps each of its drawings needs about 100 KB per tick: 8 MB in the short test. */
const WATCHED_MS = thorough ? 5 * 60_000 : 20_000;
/** How much the short history of live figures, query caches and compiled code may add. */
const ALLOWED_BYTES = 3_000_000;
/** Until code is compiled and caches are warm. */
const WARM_UP_MS = 5000;

test.use({ needs: ['browser'], startsInstalled: true });

test.describe('D1 › charts left open', () => {
  test('charts › ticks that move no axis › the heap stays the same after collection', async ({
    client: { page, serve },
    firstRun,
  }) => {
    test.setTimeout(WATCHED_MS + 120_000);
    await firstRun.install('Process');
    if (!serve) throw new Error('the test needs the browser client');
    const { api, close } = await connectServe(serve);
    await api.metrics.saveSettings({ intervalMs: 1000, watchedIntervalMs: SAMPLE_EVERY_MS });
    close();
    await page.reload();
    const charts = await new ChartsPage(page).open('main');
    await charts.range('5 min').click();
    await expect.poll(() => drawings(page)).toBeGreaterThan(5);
    const session = await page.context().newCDPSession(page);
    await page.waitForTimeout(WARM_UP_MS);
    const before = await heldBytes(page, session);
    const drawn = await charts.lines('Memory');
    await page.waitForTimeout(WATCHED_MS);
    // The page has followed the server the whole time.
    expect(await charts.lines('Memory')).not.toEqual(drawn);
    expect((await heldBytes(page, session)) - before).toBeLessThan(ALLOWED_BYTES);
  });
});

function drawings(page: Page): Promise<number> {
  return page.locator('path[data-line]').count();
}

/** The heap after garbage collection: the minimum of several samples. */
async function heldBytes(page: Page, session: CDPSession): Promise<number> {
  const samples: number[] = [];
  for (let sample = 0; sample < 4; sample++) {
    // Twice: what the first collection frees in the page's tree releases more.
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    samples.push((await session.send('Runtime.getHeapUsage')).usedSize);
    await page.waitForTimeout(300);
  }
  return Math.min(...samples);
}
