import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../runner/find-chromium.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { initialLoad } from '../../support/script-weight.ts';
import { startServe } from '../../support/start-serve.ts';
import { createTestHome } from '../../support/test-home.ts';
import { BARE_INFO, idleShare, startBareInfo, warmUp } from '../idle.ts';
import type { Row } from '../row.ts';
import { noChromium, openedView } from './desktop-view.ts';

const SECOND = 1000;
/** How long all views are shown over the runs of a row, s: `BENCH_VIEWS_SECONDS=3600` for an hour. */
const TOTAL_SECONDS = Number(process.env.BENCH_VIEWS_SECONDS ?? 120);
/** One warm-up run and seven that count, as in measure.ts. */
const RUN_MS = (TOTAL_SECONDS / 8) * SECOND;

const needsLinux = async () =>
  process.platform === 'linux' ? noChromium() : 'only Linux tells what a process takes that finely';

/**
 * Opens every view of the navigation once. From within the page, because Playwright's search for an element by role
 * takes longer than the view.
 * @returns the longest task, ms; 0 if none took 50 or more
 */
function showAll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { tasks } = Reflect.get(globalThis, 'observed') as { readonly tasks: number[] };
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    tasks.splice(0);
    for (const link of [...document.querySelectorAll<HTMLElement>('nav a')]) {
      link.click();
      while (document.querySelector('h1') === null) await pause(20);
      await pause(300);
    }
    return Math.max(0, ...tasks);
  });
}

async function heapKb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024;
}

async function residentKb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]);
}

export const desktopRows: readonly Row[] = [
  {
    name: 'desktop, module load of main.ts',
    unit: 'ms',
    floor: null,
    goal: { max: 150 },
    async prepare(later) {
      const home = await createTestHome({ docker: false });
      later(home.dispose);
      return {
        async ours() {
          const args = ['test/bench/main-load-child.mjs', 'out/main/main.js'].map((path) => join(projectRoot, path));
          const { code, stdout, stderr } = await runProgram(process.execPath, [...args, home.path], { env: home.env });
          if (code !== 0) throw new Error(stderr);
          return Number(stdout);
        },
      };
    },
  },
  {
    name: 'desktop, requests of the first view',
    unit: 'calls',
    floor: null,
    goal: { max: 25 },
    problem: noChromium,
    async prepare(later) {
      const home = await createTestHome();
      later(home.dispose);
      const serve = await startServe(home);
      later(() => serve.kill());
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const browser = await chromium.launch({ executablePath: findChromium() ?? '', args });
      later(() => browser.close());
      return {
        async ours() {
          const context = await browser.newContext();
          const { requests } = await initialLoad(await context.newPage(), serve.url);
          await context.close();
          return requests;
        },
      };
    },
  },
  {
    name: 'desktop, layout shift of the first view of 20 instances',
    unit: 'score',
    floor: null,
    goal: { max: 0.02 },
    problem: noChromium,
    async prepare(later) {
      const { page } = await openedView(later);
      return {
        async ours() {
          await page.reload();
          await page.getByText('client-18').first().waitFor();
          await page.waitForTimeout(2 * SECOND);
          return page.evaluate(() => Reflect.get(globalThis, 'observed').shift);
        },
      };
    },
  },
  {
    name: 'desktop, longest task of switching through all views',
    unit: 'ms',
    floor: null,
    goal: { max: 50 },
    problem: noChromium,
    async prepare(later) {
      const { page } = await openedView(later);
      return { ours: () => showAll(page) };
    },
  },
  {
    name: 'desktop, CPU of the core with a hidden window',
    unit: '%',
    floor: BARE_INFO,
    goal: { max: 0.3 },
    problem: needsLinux,
    async prepare(later) {
      const { serve, bench } = await openedView(later, { isHidden: true });
      const bare = await startBareInfo(bench.ports, later);
      await warmUp(bench);
      return { ours: () => idleShare(serve.pid), floor: () => idleShare(bare) };
    },
  },
  {
    name: 'desktop, memory of the core after all views',
    unit: 'kB',
    floor: null,
    goal: { max: 150 * 1024 },
    problem: needsLinux,
    async prepare(later) {
      const { page, serve } = await openedView(later);
      return {
        async ours() {
          await showAll(page);
          return residentKb(serve.pid);
        },
      };
    },
  },
  {
    name: 'desktop, renderer heap after showing all views again and again',
    unit: 'kB',
    floor: 'the heap after all views were shown for the first time',
    goal: { times: 1.3 },
    problem: noChromium,
    async prepare(later) {
      const { page, session } = await openedView(later);
      await showAll(page);
      const first = await heapKb(session);
      return {
        async ours() {
          const end = performance.now() + RUN_MS;
          while (performance.now() < end) await showAll(page);
          return heapKb(session);
        },
        floor: async () => first,
      };
    },
  },
];
