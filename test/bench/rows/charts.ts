import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { openHistory } from '../../../electron/services/metrics/history/history.ts';
import { tickRow } from '../../../electron/services/metrics/history/row.ts';
import { metricsFolder } from '../../../electron/services/platform/home/paths.ts';
import { metricName } from '../../../shared/contract/metrics.ts';
import { findChromium } from '../../runner/find-chromium.ts';
import { startServe } from '../../support/start-serve.ts';
import type { Measurement, Row } from '../row.ts';
import { twenty } from './metrics.ts';

const SECOND = 1000;
/** Five minutes at a sample per second: the range in which every line moves with every sample. */
const HISTORY_MS = 300 * SECOND;
/** How long the charts are open over all runs of a row, s: `BENCH_CHARTS_SECONDS=600` for ten minutes. */
const TOTAL_SECONDS = Number(process.env.BENCH_CHARTS_SECONDS ?? 60);
/** One warm-up run and seven that count, as in measure.ts. */
const RUN_MS = (TOTAL_SECONDS / 8) * SECOND;

/** Lines that go up and down, for all twenty. */
async function writeHistory(home: string, ids: readonly string[]): Promise<void> {
  const now = Date.now();
  for (const [index, id] of ids.entries()) {
    const history = await openHistory(join(metricsFolder(home), id), () => undefined);
    for (let at = now - HISTORY_MS; at < now; at += SECOND) {
      const wave = 1 + Math.sin(at / (7 + index) / SECOND) + Math.random();
      const values = Object.fromEntries(metricName.options.map((name) => [name, 10 * (index + 1) * wave]));
      await history.add(tickRow(at, SECOND, { ...values, hitRate: Math.min(1, wave / 3) }));
    }
  }
}

/** The view of all instances, with every line drawn and one sample per second. */
async function openedCharts(): Promise<{ page: Page; session: CDPSession; dispose: () => Promise<void> }> {
  const bench = await twenty();
  const ends: (() => Promise<unknown>)[] = [bench.dispose];
  const dispose = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    await writeHistory(
      bench.home.path,
      (await bench.services.instances.list()).map(({ id }) => id),
    );
    const serve = await startServe(bench.home);
    ends.push(() => serve.kill());
    const browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    ends.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(() => {
      localStorage.setItem('vrooli.charts-range', '"5m"');
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)));
      observer.observe({ type: 'longtask' });
    });
    await page.goto(serve.url);
    await page.getByRole('navigation').getByRole('link', { name: 'Charts' }).click();
    await page.waitForFunction(() => document.querySelectorAll('path[data-line]').length >= 8 * 20);
    const session = await page.context().newCDPSession(page);
    return { page, session, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The longest task of this run, ms; 0 without one of 50 ms or more, since shorter ones are not reported. */
async function longestTask(page: Page): Promise<number> {
  await page.evaluate(() => Reflect.get(globalThis, 'tasks').splice(0));
  await page.waitForTimeout(RUN_MS);
  return page.evaluate(() => Math.max(0, ...Reflect.get(globalThis, 'tasks')));
}

/** One event of a Chromium trace; times in µs. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** The longest processor time of one task of the page, ms, whatever else ran on the machine. */
async function longestWork(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['toplevel'] });
  await page.waitForTimeout(RUN_MS);
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args.name === 'CrRendererMain';
  const mains = traceEvents.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`);
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith('RunTask') && mains.includes(`${pid} ${tid}`));
  return Math.max(0, ...tasks.map(({ tdur }) => tdur ?? 0)) / 1000;
}

/** The heap in kB (1000 bytes) after garbage collection: the minimum of several samples. */
async function heldMemory(page: Page, session: CDPSession): Promise<number> {
  const heaps: number[] = [];
  for (let round = 0; round < 4; round++) {
    // Between two ticks: a message in transit is no leak.
    await page.waitForTimeout(300);
    // Twice: what the first collection frees in the page's tree releases more.
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    heaps.push((await session.send('Runtime.getHeapUsage')).usedSize / 1000);
  }
  return Math.min(...heaps);
}

async function prepared(run: (page: Page, session: CDPSession) => Promise<number>): Promise<Measurement> {
  const { page, session, dispose } = await openedCharts();
  return { ours: () => run(page, session), dispose };
}

const problem = async () => (findChromium() ? null : 'no Chromium on this machine');

/** What eight charts of twenty instances cost their page while they move once a second. */
export const chartsRows: readonly Row[] = [
  {
    name: 'charts of 20 instances, longest task',
    unit: 'ms',
    floor: null,
    goal: { max: 50 },
    problem,
    prepare: () => prepared((page) => longestTask(page)),
  },
  {
    name: 'charts of 20 instances, longest work in one task',
    unit: 'ms',
    floor: null,
    goal: { max: 50 },
    problem,
    prepare: () => prepared((page) => longestWork(page)),
  },
  {
    name: `charts of 20 instances, heap after ${Math.round(RUN_MS / SECOND)} s more`,
    unit: 'kB',
    floor: null,
    // The history of the app's sparklines fills up in five minutes. After that nothing grows.
    goal: { max: 250 },
    problem,
    prepare: () =>
      prepared(async (page, session) => {
        const before = await heldMemory(page, session);
        await page.waitForTimeout(RUN_MS);
        return (await heldMemory(page, session)) - before;
      }),
  },
];
