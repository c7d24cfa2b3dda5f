import { fork } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalogue } from '../../../electron/services/instances/registry/catalogue.ts';
import { createObserver } from '../../../electron/services/instances/status/observer.ts';
import { createCollector } from '../../../electron/services/metrics/collect/collector.ts';
import { openHistory } from '../../../electron/services/metrics/history/history.ts';
import { createRecorder } from '../../../electron/services/metrics/history/recorder.ts';
import { tickRow } from '../../../electron/services/metrics/history/row.ts';
import { readEnvironment } from '../../../electron/services/platform/home/environment.ts';
import { createLogger } from '../../../electron/services/platform/log/logger.ts';
import { createOwnUseFilter } from '../../../electron/services/redis/own-use/own-use-filter.ts';
import { createOwnWork } from '../../../electron/services/redis/own-use/own-work.ts';
import { createDockerRuntime } from '../../../electron/services/runtimes/docker/docker-runtime.ts';
import { createProcessRuntime } from '../../../electron/services/runtimes/process/create-process-runtime.ts';
import { metricName } from '../../../shared/contract/metrics.ts';
import { endChild, track } from '../../support/children.ts';
import { freePort } from '../../support/ports.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { barePoll, polledServers } from '../bare-steps.ts';
import { BARE_INFO, idleShare, startBareInfo, warmUp } from '../idle.ts';
import { type BenchServices, benchServices } from '../installed.ts';
import { type Row, timed, timedEach } from '../row.ts';
import { metricsMemoryRows } from './metrics-memory.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
/** With less of its instances a tick would be cheaper than the floor's. */
const MIN_SAMPLED = 0.8;
const tenants = Array.from({ length: 19 }, (_, index) => `client-${index}`);

export type Twenty = BenchServices & { readonly ports: readonly number[] };

/** Main and nineteen tenants as processes, on a machine without an engine. */
export async function twenty(): Promise<Twenty> {
  const bench = await benchServices({ docker: false });
  const { services } = bench;
  try {
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    const begin = (id: string) => services.tenants.create({ id, runtime: 'process', generatePassword: false });
    await Promise.all(tenants.map(async (id) => services.operations.settled((await begin(id)).id)));
    const ports = (await services.instances.list()).map(({ port }) => port ?? 0);
    return { ...bench, ports };
  } catch (error) {
    await bench.dispose();
    throw error;
  }
}

/** All work of a tick: the sample, the comparison with the one before, and the writing. */
function tickOf({ home }: BenchServices) {
  const environment = readEnvironment(home.env);
  const runtimes = {
    docker: createDockerRuntime({ env: home.env, environment }),
    process: createProcessRuntime(environment, home.env.PATH, async () => null),
  };
  const catalogue = createCatalogue(environment, runtimes);
  const observer = createObserver(createOwnUseFilter(createOwnWork(home.path)));
  const collector = createCollector(() => ({ closestMs: 0, furthestMs: Number.POSITIVE_INFINITY }));
  const recorder = createRecorder(home.path, createLogger(home.path), () => 90);
  let at = Date.now();
  const tick = async () => {
    const early = observer.prefetchReplies();
    const observations = await Promise.all(
      (await catalogue.all()).map((instance) => observer.observe(instance, early)),
    );
    at += 5 * SECOND;
    const snapshot = { startedAt: new Date(at), at: new Date(at), observations };
    const ids = observations.map(({ status }) => status.id);
    const samples = collector.take(snapshot) ?? [];
    if (!(await recorder.claim(ids))) throw new Error('another process records');
    // On a busy machine a server may fail to reply in time once. Its sample is then missing, as in use.
    if (samples.length < ids.length * MIN_SAMPLED) throw new Error(`a tick with ${samples.length} samples`);
    await recorder.write(snapshot.at, samples, ids);
  };
  const end = async () => {
    await recorder.release();
    await observer.close();
  };
  return { tick, end };
}

/** As long as the frame of a sample. */
const sampleBytes = Buffer.alloc(200);

const tickRow20: Row = {
  name: 'metrics tick of 20 instances',
  unit: 'ms',
  // A sample that is not on file was not recorded; one of another server or with other settings is wrong.
  floor: 'of twenty: PING + INFO all as fields, its process, its records and redis.conf, and a row on file',
  goal: { times: 2 },
  async prepare() {
    const bench = await twenty();
    const { tick, end } = tickOf(bench);
    const instances = (await bench.services.instances.list()).map(({ id, port }) => ({ id, port: Number(port) }));
    const servers = await polledServers(bench.home.path, instances, 'process');
    return {
      ours: () => timedEach(200, tick),
      floor: () =>
        timedEach(200, async () => {
          await Promise.all(servers.map(barePoll));
          for (const { id } of instances) appendFileSync(join(bench.home.path, `bare-${id}`), sampleBytes);
        }),
      async dispose() {
        for (const { client } of servers) client.disconnect();
        await end();
        await bench.dispose();
      },
    };
  },
};

/** A `serve` without a view: alerts, activity and the recorder work as in any client that stays open. */
const idleRow: Row = {
  name: 'metrics of 20 instances at 5 s, CPU of serve',
  unit: '%',
  floor: BARE_INFO,
  goal: { max: 0.5 },
  problem: async () => (process.platform === 'linux' ? null : 'only Linux tells what a process takes that finely'),
  async prepare(later) {
    const bench = await twenty();
    later(bench.dispose);
    const program = join(projectRoot, 'out/main/serve.js');
    const child = fork(program, ['--no-open', '--port', String(await freePort())], {
      env: bench.home.env,
      silent: true,
    });
    track(child, 'a serve at which nobody looks');
    later(() => endChild(child, 'SIGTERM'));
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const bare = await startBareInfo(bench.ports, later);
    await warmUp(bench);
    return { ours: () => idleShare(child.pid ?? 0), floor: () => idleShare(bare) };
  },
};

/** The same commands with the collector at its fastest usual interval, and without it before and after. */
const throughputRow: Row = {
  name: 'metrics at 1 s beside redis-benchmark',
  unit: 'ms',
  floor: 'the same without',
  goal: { noise: true },
  async prepare() {
    const bench = await benchServices({ docker: false });
    const { services, home } = bench;
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    const load = () =>
      timed(async () => {
        const args = ['-p', String(home.port), '-t', 'set,get', '-n', '600000', '-P', '16', '-q'];
        const { code, stderr } = await runProgram('redis-benchmark', args);
        if (code !== 0) throw new Error(stderr);
      });
    return {
      async ours() {
        const abort = new AbortController();
        const ticks = services.metrics.follow(abort.signal);
        await ticks.next();
        const reading = (async () => {
          for await (const _ of ticks);
        })();
        const taken = await load();
        abort.abort();
        await reading;
        return taken;
      },
      floor: load,
      again: load,
      dispose: bench.dispose,
    };
  },
};

const figures = (seed: number) =>
  Object.fromEntries(metricName.options.map((name, index) => [name, Math.abs(Math.sin(seed * (index + 1))) * 1e6]));

const weekRow: Row = {
  name: 'metrics of a week on screen',
  unit: 'ms',
  floor: null,
  goal: { max: 150 },
  async prepare() {
    const bench = await benchServices({ docker: false });
    const now = Date.now();
    const history = await openHistory(join(bench.home.path, 'redis/desktop/metrics/main'), () => undefined);
    const pace = (at: number) => (at < now - DAY ? 30 : at < now - HOUR ? 5 : 1) * SECOND;
    for (let at = now - 8 * DAY; at < now; at += pace(at)) await history.add(tickRow(at, pace(at), figures(at)));
    const [from, to] = [new Date(now - 7 * DAY).toISOString(), new Date(now).toISOString()];
    return {
      ours: () =>
        timed(async () => {
          const metrics = metricName.options;
          const { series } = await bench.services.metrics.range({ ids: ['main'], metrics, from, to, points: 900 });
          if (series.some(({ mean }) => mean.includes(null))) throw new Error('there are gaps in the week');
        }),
      dispose: bench.dispose,
    };
  },
};

export const metricsRows: readonly Row[] = [tickRow20, idleRow, throughputRow, weekRow, ...metricsMemoryRows];
