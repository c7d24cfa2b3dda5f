import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { tiers } from '../../../electron/services/metrics/history/tiers.ts';
import { metricsFolder } from '../../../electron/services/platform/home/paths.ts';
import { endChild, track } from '../../support/children.ts';
import { freePort } from '../../support/ports.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { benchServices } from '../installed.ts';
import type { Measurement, Row } from '../row.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** The usual sampling interval. */
const EVERY_MS = 5 * SECOND;
/** Real time after a sample is written, ms: for the other instances, alerts and activity. */
const REST_MS = 4;
/** With fewer ticks the day would not be a usual one. */
const MIN_RECORDED = 0.95;
const tenants = ['client-1', 'client-2', 'client-3'];

const held = z.object({ heapUsed: z.number(), rss: z.number(), at: z.number() });
interface Day {
  readonly afterHour: z.infer<typeof held>;
  readonly afterDay: z.infer<typeof held>;
}

/** The built `serve`, sampling four instances for a day that passes in minutes. */
async function livedDay(): Promise<Day> {
  const bench = await benchServices({ docker: false });
  const { services, home } = bench;
  try {
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    for (const id of tenants) {
      const begun = await services.tenants.create({ id, runtime: 'process', generatePassword: false });
      await services.operations.settled(begun.id);
    }
    const clock = fileURLToPath(new URL('../hopping-clock.mjs', import.meta.url));
    const program = join(projectRoot, 'out/main/serve.js');
    const child = fork(program, ['--no-open', '--port', String(await freePort())], {
      env: home.env,
      execArgv: ['--expose-gc', '--import', clock],
      silent: true,
    });
    track(child, 'serve with a clock that jumps');
    const pass = async (hours: number) => {
      const answer = new Promise((resolve, reject) => {
        child.once('message', resolve);
        child.once('exit', (code) => reject(new Error(`serve ended with ${code} on its way through the day`)));
      });
      const written = join(metricsFolder(home.path), 'main', tiers[0]?.file ?? '');
      child.send({ hops: (hours * HOUR) / EVERY_MS, everyMs: EVERY_MS, restMs: REST_MS, written });
      return held.parse(await answer);
    };
    try {
      // It prints its link first.
      await new Promise((resolve) => child.stdout?.once('data', resolve));
      const afterHour = await pass(1);
      const afterDay = await pass(23);
      await checkRecorded(services, afterDay.at);
      return { afterHour, afterDay };
    } finally {
      // It would wait for timers that no longer fire.
      await endChild(child, 'SIGKILL');
    }
  } finally {
    await bench.dispose();
  }
}

/** The day must be recorded like any other, otherwise the measurement means nothing. */
async function checkRecorded(services: Awaited<ReturnType<typeof benchServices>>['services'], to: number) {
  const [from, until] = [to - 23 * HOUR, to].map((at) => new Date(at).toISOString()) as [string, string];
  const asked = { ids: ['main', ...tenants], metrics: ['memoryUsedBytes' as const], from, to: until, points: 4000 };
  for (const { id, mean } of (await services.metrics.range(asked)).series) {
    const share = mean.filter((value) => value !== null).length / mean.length;
    if (share < MIN_RECORDED) throw new Error(`only ${Math.round(share * 100)} % of the day of ${id} was recorded`);
  }
}

/** Both rows measure the same day. */
let day: Promise<Day> | null = null;

function ofDay(bytes: (memory: z.infer<typeof held>) => number): () => Promise<Measurement> {
  return async () => {
    day ??= livedDay();
    const { afterHour, afterDay } = await day;
    return {
      ours: async () => bytes(afterDay) / 1000,
      floor: async () => bytes(afterHour) / 1000,
      dispose: async () => undefined,
    };
  };
}

/** The memory of `serve` after a day of sampling four instances, beside its memory after an hour. */
export const metricsMemoryRows: readonly Row[] = [
  {
    name: 'metrics memory of serve after 24 hours, heap',
    unit: 'kB',
    floor: 'after one hour',
    goal: { times: 1.2 },
    prepare: ofDay(({ heapUsed }) => heapUsed),
  },
  {
    name: 'metrics memory of serve after 24 hours, resident',
    unit: 'kB',
    floor: 'after one hour',
    goal: { times: 1.2 },
    prepare: ofDay(({ rss }) => rss),
  },
];
