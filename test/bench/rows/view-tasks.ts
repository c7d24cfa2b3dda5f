import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../../support/redis-cli.ts';
import type { TestHome } from '../../support/test-home.ts';
import { benchClient } from '../bench-client.ts';
import { installedMain } from '../installed.ts';
import type { Later, Row } from '../row.ts';
import { noChromium, type Opened, openedView, openView } from './desktop-view.ts';
import { FILL } from './keys.ts';

const MILLION = 1_000_000;
const BATCH = 20_000;
/** How long a list of live figures is watched. */
const WATCHED_MS = 10_000;
/** After this time the page has loaded the code of all views. */
const SETTLED_MS = 8000;

/**
 * The tasks of 50 ms or more that the page has reported since the last call. @returns the longest, ms; 0 without any
 */
function longestTask({ page }: Pick<Opened, 'page'>): Promise<number> {
  return page.evaluate(async () => {
    // The browser reports a task shortly after its end.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { tasks } = Reflect.get(globalThis, 'observed') as { readonly tasks: number[] };
    return Math.max(0, ...tasks.splice(0));
  });
}

/** The home of an instance with a million keys. */
async function homeWithMillion(later: Later): Promise<TestHome> {
  const { home, dispose } = await installedMain('process');
  later(dispose);
  const redis = benchClient(home.port, later);
  for (let from = 0; from < MILLION; from += BATCH) await redis.eval(FILL, 0, from, from + BATCH - 1);
  return home;
}

/** The view of an instance with a million keys, and a dump of them. */
async function openedMillion(later: Later): Promise<Opened & { readonly file: string }> {
  const home = await homeWithMillion(later);
  await redisCli(home.port, 'save');
  const file = join(home.path, 'million.rdb');
  await copyFile(join(home.path, 'redis', 'data', 'dump.rdb'), file);
  const opened = await openView(home, later);
  await opened.page.locator('h1').first().waitFor();
  return { ...opened, file };
}

/** How long it takes until the first keys of main are on screen, from the change of the view on. @returns ms */
function firstKeysMs({ page }: Opened): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const look = () => {
          if (document.querySelector('[role="tree"] [role="treeitem"]')) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        location.hash = '#/keys/main';
        look();
      }),
  );
}

export const viewTaskRows: readonly Row[] = [
  {
    name: 'desktop, longest task of the first view of 20 instances',
    unit: 'ms',
    floor: null,
    goal: { max: 50 },
    problem: noChromium,
    async prepare(later) {
      const opened = await openedView(later);
      return {
        async ours() {
          await opened.page.reload();
          await opened.page.getByText('client-18').first().waitFor();
          return longestTask(opened);
        },
      };
    },
  },
  {
    name: 'desktop, longest task of 20 live instances in 10 s',
    unit: 'ms',
    floor: null,
    goal: { max: 50 },
    problem: noChromium,
    async prepare(later) {
      const opened = await openedView(later);
      return {
        async ours() {
          await longestTask(opened);
          await opened.page.waitForTimeout(WATCHED_MS);
          return longestTask(opened);
        },
      };
    },
  },
  {
    name: 'desktop, longest task of the tree of a million keys',
    unit: 'ms',
    floor: null,
    goal: { max: 50 },
    problem: noChromium,
    async prepare(later) {
      const opened = await openedMillion(later);
      const { page, file } = opened;
      return {
        async ours() {
          await page.evaluate((path) => {
            location.hash = `#/keys?file=${encodeURIComponent(JSON.stringify(path))}`;
          }, file);
          await page.waitForFunction(() => document.querySelector('[role="tree"] [role="treeitem"]') !== null);
          await page.waitForFunction(() => /1,000,000/.test(document.querySelector('main')?.textContent ?? ''));
          const longest = await longestTask(opened);
          await page.evaluate(() => {
            location.hash = '#/backups';
          });
          await page.waitForTimeout(500);
          await longestTask(opened);
          return longest;
        },
      };
    },
  },
  {
    name: 'desktop, first keys of a live instance of a million on screen',
    unit: 'ms',
    floor: null,
    goal: { max: 500 },
    problem: noChromium,
    async prepare(later) {
      const home = await homeWithMillion(later);
      return {
        async ours() {
          // A new program: the copy of an earlier opening would still be there.
          const own: (() => unknown)[] = [];
          try {
            const opened = await openView(home, (dispose) => own.push(dispose));
            await opened.page.locator('h1').first().waitFor();
            // As with an app that is open: its own start has ended.
            await opened.page.waitForTimeout(SETTLED_MS);
            return await firstKeysMs(opened);
          } finally {
            for (const dispose of own.reverse()) await dispose();
          }
        },
      };
    },
  },
];
