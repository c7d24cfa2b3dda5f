import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** What the scripts of the first view may weigh, kB (1000 bytes) after gzip. */
export const MOST_INITIAL_KB = 350;

/** What the scripts weigh that a page asks for until it is quiet, kB (1000 bytes) after gzip. @param page a new one */
export async function scriptWeight(page: Page, url: string): Promise<number> {
  // On a slow machine the page may not be quiet yet when it begins to fetch the other views, which are not meant.
  await page.addInitScript(() => {
    const soon = window.setTimeout;
    const leaveOutLater = (run: () => void, ms?: number) => ((ms ?? 0) < 1000 ? soon(run, ms) : 0);
    Object.assign(window, { setTimeout: leaveOutLater });
  });
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const weights = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  return weights.reduce((sum, weight) => sum + weight, 0) / 1000;
}
