import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, track } from '../support/children.ts';
import { projectRoot } from '../support/run-manage.ts';
import type { BenchServices } from './installed.ts';
import { processorMs } from './processor-time.ts';
import { type Later, timed } from './row.ts';

const SECOND = 1000;
/** Four samples of the usual interval. */
const IDLE_MS = 20 * SECOND;
/** Ninety samples of one second: what V8 compiles in the first minutes is not the cost of an app that is idle for hours. */
const WARM_UP_MS = 90 * SECOND;

export const BARE_INFO = 'a process that sends INFO to the same servers every 5 s and splits the replies';

/** The share of a core that a process takes, %. */
export async function idleShare(pid: number): Promise<number> {
  const before = await processorMs(pid);
  const wall = await timed(() => sleep(IDLE_MS));
  return (((await processorMs(pid)) - before) / wall) * 100;
}

/** Lets the app of a home take its samples each second for a while, and then as usual again. */
export async function warmUp({ services }: BenchServices): Promise<void> {
  const usual = services.metrics.settings();
  await services.metrics.saveSettings({ ...usual, intervalMs: SECOND });
  await sleep(WARM_UP_MS);
  await services.metrics.saveSettings(usual);
  // The last short interval must end.
  await sleep(usual.intervalMs);
}

/** Starts the process of {@link BARE_INFO}. @returns its pid */
export async function startBareInfo(ports: readonly number[], later: Later): Promise<number> {
  const child = fork(join(projectRoot, 'test/bench/bare-info-child.mjs'), ports.map(String), { silent: true });
  track(child, 'a process that sends INFO');
  later(() => endChild(child, 'SIGTERM'));
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child.pid ?? 0;
}
