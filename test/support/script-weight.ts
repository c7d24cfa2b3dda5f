import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** The size limit of the scripts of the first view, in kB (1000 bytes) after gzip. */
export const MAX_INITIAL_KB = 300;

/** What a page loads before it shows the first view. */
export interface InitialLoad {
  /** The size of the scripts, in kB (1000 bytes) after gzip. */
  readonly scriptsKb: number;
  /** Files of any kind, the page itself included. */
  readonly requests: number;
}

/**
 * Opens the first view of an empty home and waits until it is shown and the network is idle.
 * @param page a new page
 */
export async function initialLoad(page: Page, url: string): Promise<InitialLoad> {
  // On a slow machine the network may still be busy when the page starts to load other views, which must not count.
  await page.addInitScript(() => {
    const setTimeoutBefore = window.setTimeout;
    const skipLongTimeouts = (run: () => void, ms?: number) => ((ms ?? 0) < 1000 ? setTimeoutBefore(run, ms) : 0);
    Object.assign(window, { setTimeout: skipLongTimeouts });
  });
  const bodies: Promise<Buffer>[] = [];
  let requests = 0;
  page.on('request', () => {
    requests++;
  });
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  // On a slow machine the network is also idle while the first script runs.
  await page.getByRole('button', { name: /^Install/ }).waitFor();
  const weights = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  return { scriptsKb: weights.reduce((sum, weight) => sum + weight, 0) / 1000, requests };
}
