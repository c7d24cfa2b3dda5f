import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initialLoad, MAX_INITIAL_KB } from '../support/script-weight.ts';
import { expect, test } from './fixtures.ts';

test.use({ needs: ['browser'] });

/** Each request costs the browser milliseconds, and a page with many small scripts starts late on a slow machine. */
const MAX_REQUESTS = 25;

test('first view › code and requests › within their limits', async ({ client, context }) => {
  const load = await initialLoad(await context.newPage(), new URL('/', client.page.url()).href);
  // Far less would mean that some requests were missed.
  expect(load.scriptsKb).toBeGreaterThan(100);
  expect(load.scriptsKb).toBeLessThanOrEqual(MAX_INITIAL_KB);
  expect(load.requests).toBeGreaterThan(3);
  expect(load.requests).toBeLessThanOrEqual(MAX_REQUESTS);
});

test('scripts › the drawing library › is in that of the charts only', async () => {
  const assets = join(import.meta.dirname, '../../out/renderer/assets');
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const found: string[] = [];
  for (const name of scripts) if ((await readFile(join(assets, name), 'utf8')).includes('recharts')) found.push(name);
  expect(found).toEqual([expect.stringMatching(/^charts-/)]);
});
