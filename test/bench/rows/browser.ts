import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../../runner/find-chromium.ts';
import { initialLoad, MAX_INITIAL_KB } from '../../support/script-weight.ts';
import { startServe } from '../../support/start-serve.ts';
import { createTestHome } from '../../support/test-home.ts';
import type { Row } from '../row.ts';

const noChromium = async () => (findChromium() ? null : 'no Chromium on this machine');

/** The view through `serve`, in a Chromium without a cache. */
async function openedPage() {
  const home = await createTestHome();
  const serve = await startServe(home);
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const dispose = async () => {
    await browser.close();
    await serve.kill();
    await home.dispose();
  };
  return { browser, url: serve.url, dispose };
}

/** From navigation to the first contentful paint, ms, in a new context: nothing cached. */
async function firstPaint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  const at = (await painted.jsonValue()) ?? Number.NaN;
  await context.close();
  return at;
}

export const browserRows: readonly Row[] = [
  {
    name: 'first paint in the browser',
    unit: 'ms',
    floor: 'a page of one word',
    goal: { max: 1000 },
    problem: noChromium,
    async prepare() {
      const { browser, url, dispose } = await openedPage();
      const plain = createServer((_, response) => {
        response.setHeader('content-type', 'text/html').end('<!doctype html><title>plain</title>plain');
      });
      await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
      const plainUrl = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
      return {
        ours: () => firstPaint(browser, url),
        floor: () => firstPaint(browser, plainUrl),
        async dispose() {
          plain.close();
          plain.closeAllConnections();
          await dispose();
        },
      };
    },
  },
  {
    name: 'initial JavaScript, gzip',
    unit: 'kB',
    floor: null,
    goal: { max: MAX_INITIAL_KB },
    problem: noChromium,
    async prepare() {
      const { browser, url, dispose } = await openedPage();
      return {
        async ours() {
          const context = await browser.newContext();
          const { scriptsKb } = await initialLoad(await context.newPage(), url);
          await context.close();
          return scriptsKb;
        },
        dispose,
      };
    },
  },
];
