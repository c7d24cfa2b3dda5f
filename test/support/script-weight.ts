import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** The size limit of the scripts of the first view, in kB (1000 bytes) after gzip. */
export const MOST_INITIAL_KB = 350;

/** The size of the scripts that a page loads until the network is idle, in kB (1000 bytes) after gzip. @param page a new page */
export async function scriptWeight(page: Page, url: string): Promise<number> {
  // On a slow machine the network may still be busy when the page starts to load other views, which must not count.
  await page.addInitScript(() => {
    const setTimeoutBefore = window.setTimeout;
    const skipLongTimeouts = (run: () => void, ms?: number) => ((ms ?? 0) < 1000 ? setTimeoutBefore(run, ms) : 0);
    Object.assign(window, { setTimeout: skipLongTimeouts });
  });
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const weights = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  return weights.reduce((sum, weight) => sum + weight, 0) / 1000;
}
