import { type CDPSession, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../runner/find-chromium.ts';
import { type RunningServe, startServe } from '../../support/start-serve.ts';
import type { TestHome } from '../../support/test-home.ts';
import type { Later } from '../row.ts';
import { type Twenty, twenty } from './metrics.ts';

export const noChromium = async () => (findChromium() ? null : 'no Chromium on this machine');

/** The long tasks and layout shifts of a page, from its first script on. */
function observe(): void {
  const seen = { tasks: [] as number[], shift: 0 };
  Object.assign(globalThis, { observed: seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

export interface Opened {
  readonly page: Page;
  readonly session: CDPSession;
  readonly serve: RunningServe;
}

/** The view of a home, in a browser that records them. */
export async function openView(home: TestHome, later: Later): Promise<Opened> {
  const serve = await startServe(home);
  later(() => serve.kill());
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  later(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(observe);
  await page.goto(serve.url);
  return { page, session: await page.context().newCDPSession(page), serve };
}

/** The view of twenty running instances. @param isHidden whether the page believes that it is hidden */
export async function openedView(
  later: Later,
  { isHidden = false } = {},
): Promise<Opened & { readonly bench: Twenty }> {
  const bench = await twenty();
  later(bench.dispose);
  const opened = { ...(await openView(bench.home, later)), bench };
  const { page } = opened;
  await page.getByText('client-18').first().waitFor();
  if (isHidden) {
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
  }
  return opened;
}
