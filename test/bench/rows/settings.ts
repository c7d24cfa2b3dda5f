import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfFile } from '../../../electron/services/redis/conf/conf-file.ts';
import { confPlaceOfFile } from '../../../electron/services/redis/conf/conf-place.ts';
import { effectiveConf } from '../../../electron/services/redis/conf/effective-conf.ts';
import { parseRedisConf, type RedisConf } from '../../../electron/services/redis/conf/redis-conf.ts';
import { createRedisLink } from '../../../electron/services/redis/connection/redis-link.ts';
import { computePlan, shownPlan } from '../../../electron/services/settings/plan/plan.ts';
import type { SettingFacts } from '../../../electron/services/settings/plan/setting-facts.ts';
import { targetOf } from '../../../electron/services/settings/plan/target.ts';
import type { SettingsChangeRequest } from '../../../shared/contract/settings.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { endChild, track } from '../../support/children.ts';
import { dockerProblem } from '../../support/docker-host.ts';
import { freePort } from '../../support/ports.ts';
import { runProgram } from '../../support/run-program.ts';
import { fill } from '../../support/settings-home.ts';
import { waitFor } from '../../support/wait-for.ts';
import { atomicWrite } from '../atomic-write.ts';
import { type BenchServices, benchServices, installedMain } from '../installed.ts';
import { type Row, timed } from '../row.ts';

/** Alternates between two values, so that every measurement changes a setting. */
function inTurn<T>(one: T, other: T): () => T {
  let odd = false;
  return () => {
    odd = !odd;
    return odd ? one : other;
  };
}

async function applied({ services }: BenchServices, changes: Record<string, string>): Promise<number> {
  const request: SettingsChangeRequest = { kind: 'changes', changes };
  const { hash } = await services.settings.plan('main', request);
  return timed(async () => {
    const { id } = await services.settings.apply('main', request, hash);
    await services.operations.settled(id);
  });
}

const liveChange: Row = {
  name: 'settings live change',
  unit: 'ms',
  floor: 'CONFIG SET + atomic write',
  goal: { times: 3 },
  async prepare() {
    const bench = await installedMain('process');
    const { home } = bench;
    const size = inTurn('300mb', '400mb');
    const link = createRedisLink({ host: '127.0.0.1', port: home.port, password: null });
    const copy = join(home.path, 'copy.conf');
    const text = await readFile(join(home.path, 'redis/config/redis.conf'), 'utf8');
    // The app runs for days, so the first run, which compiles the code, must not count.
    for (let warm = 0; warm < 20; warm++) await applied(bench, { maxmemory: size() });
    return {
      ours: () => applied(bench, { maxmemory: size() }),
      floor: () =>
        timed(async () => {
          await link.call(5000, 'CONFIG', 'SET', 'timeout', '0');
          await atomicWrite(copy, text);
        }),
      async dispose() {
        link.close();
        await bench.dispose();
      },
    };
  },
};

const KEYS = 100_000;

const restartRow = (
  runtime: RuntimeKind,
  floorName: string,
  floor: (bench: BenchServices) => Promise<number>,
): Row => ({
  name: `settings restart ${runtime}`,
  unit: 'ms',
  floor: floorName,
  goal: { times: 1.2 },
  problem: runtime === 'docker' ? dockerProblem : async () => null,
  async prepare() {
    const bench = await installedMain(runtime);
    await fill(bench.home.port, KEYS);
    const backlog = inTurn('200', '300');
    return {
      ours: () => applied(bench, { 'tcp-backlog': backlog() }),
      floor: () => floor(bench),
      dispose: bench.dispose,
    };
  },
});

/** The server replies and has all its keys. */
async function loaded(port: number): Promise<void> {
  await waitFor(
    'all keys',
    async () => {
      const link = createRedisLink({ host: '127.0.0.1', port, password: null });
      try {
        return Number(await link.call(1000, 'DBSIZE')) === KEYS;
      } finally {
        link.close();
      }
    },
    { everyMs: 2, timeoutMs: 30_000 },
  );
}

async function dockerRestart({ home }: BenchServices): Promise<number> {
  return timed(async () => {
    const { code, stderr } = await runProgram('docker', ['restart', `${home.token}-main`], { env: home.env });
    if (code !== 0) throw new Error(stderr);
    await loaded(home.port);
  });
}

/** SIGTERM, and the same program again: a separate server beside ours, with as many keys. */
function bareRestart(): (bench: BenchServices) => Promise<number> {
  let ready: Promise<{ restart: () => Promise<number> }> | null = null;
  return async ({ home }) => {
    ready ??= (async () => {
      const port = await freePort();
      const conf = join(home.path, 'bare.conf');
      await writeFile(conf, `port ${port}\nbind 127.0.0.1\ndir ${home.path}\ndbfilename bare.rdb\nsave 900 1\n`);
      const start = () => {
        const child = spawn('redis-server', [conf], { stdio: 'ignore' });
        track(child, 'a bare redis-server');
        return child;
      };
      let child = start();
      await waitFor('a bare server', () => fill(port, KEYS).then(() => true));
      return {
        restart: () =>
          timed(async () => {
            await endChild(child, 'SIGTERM');
            child = start();
            await loaded(port);
          }),
      };
    })();
    return (await ready).restart();
  };
}

const planning: Row = {
  name: 'settings plan of 2,000 lines',
  unit: 'ms',
  floor: null,
  goal: { max: 20 },
  async prepare() {
    const { home, dispose } = await benchServices();
    const path = join(home.path, 'long.conf');
    const lines = Array.from(
      { length: 1960 },
      (_, index) => `# About directive ${index}, in a sentence of some length.`,
    );
    const directives = ['maxmemory 2gb', 'port 6380', 'bind 127.0.0.1', 'save 900 1', 'save 300 10', 'appendonly no'];
    const users = Array.from({ length: 34 }, (_, index) => `user u${index} on >secret${index} ~* +@all`);
    await writeFile(path, [...directives, ...lines, ...users, ''].join('\n'));
    const size = inTurn('1gb', '3gb');
    return {
      ours: () =>
        timed(async () => {
          const file = await readConfFile(path);
          if (!file) throw new Error('no file');
          const resolve = (conf: RedisConf) => effectiveConf(conf, confPlaceOfFile(path));
          const facts: SettingFacts = {
            id: 'main',
            runtime: 'process',
            running: false,
            refusal: null,
            file,
            conf: parseRedisConf(file.text),
            effective: resolve(parseRedisConf(file.text)),
            resolve,
            live: null,
            info: null,
            published: null,
            recordedPort: null,
            publishedTls: null,
            movedFolder: null,
            container: null,
            saveIntervals: '900 1',
            machine: { memoryBytes: 2 ** 34, addresses: ['127.0.0.1'], longestBacklog: null },
          };
          const changes = { maxmemory: size(), timeout: '30' };
          shownPlan(computePlan(facts, targetOf(facts, { kind: 'changes', changes })), {
            triedBy: null,
            access: null,
          });
        }),
      dispose,
    };
  },
};

export const settingsRows: readonly Row[] = [
  liveChange,
  restartRow('docker', 'docker restart to loaded', dockerRestart),
  restartRow('process', 'redis-server to loaded', bareRestart()),
  planning,
];
