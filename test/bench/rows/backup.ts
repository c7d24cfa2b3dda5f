import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Redis } from 'ioredis';
import { asManifest } from '../../../electron/services/backups/store/backup-folder.ts';
import { formatInfo } from '../../../electron/services/backups/store/manifest.ts';
import { endChild, track } from '../../support/children.ts';
import { freePort } from '../../support/ports.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { someBackup } from '../../support/some-backup.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type BenchServices, installedMain } from '../installed.ts';
import { untilPong } from '../ping.ts';
import { type Measurement, type Row, timed } from '../row.ts';

const KEYS = 200_000;
const VALUE_BYTES = 1000;

/** Main as a process with 200 MB of data that cannot be compressed. */
async function filledMain(): Promise<BenchServices & { readonly redis: Redis }> {
  const bench = await installedMain('process');
  const redis = new Redis(bench.home.port, '127.0.0.1', { retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  // Compressing such data would only slow both sides down.
  await redis.config('SET', 'save', '');
  for (let from = 0; from < KEYS; from += 2000) {
    const pipeline = redis.pipeline();
    for (let key = from; key < from + 2000; key++) pipeline.set(`key:${key}`, randomBytes(VALUE_BYTES));
    await pipeline.exec();
  }
  const dispose = async () => {
    redis.disconnect();
    await bench.dispose();
  };
  return { ...bench, redis, dispose };
}

async function settled({ services }: BenchServices, operation: Promise<{ readonly id: string }>): Promise<void> {
  await services.operations.settled((await operation).id);
}

const dataOf = ({ home }: BenchServices) => join(home.path, 'redis/data');

/**
 * Runs BGSAVE until it has ended, as a person with redis-cli would, but polls without a pause unless one is given, ms.
 */
async function bareSave(redis: Redis, pauseMs = 0): Promise<void> {
  await redis.bgsave();
  while (/rdb_bgsave_in_progress:1/.test(await redis.info('persistence'))) if (pauseMs > 0) await sleep(pauseMs);
}

/** A server on a copy of a dump, from its start until it has loaded. */
async function bareLoad(folder: string): Promise<void> {
  const port = await freePort();
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''], {
    stdio: 'ignore',
  });
  track(child, 'a bare redis-server');
  await untilPong(port);
  const redis = new Redis(port, '127.0.0.1', { enableReadyCheck: false });
  while (!/loading:0/.test(await redis.info('persistence'))) {}
  redis.disconnect();
  await endChild(child, 'SIGKILL');
}

const backupRow: Row = {
  name: 'backup 200 MB',
  unit: 'ms',
  floor: 'BGSAVE, cp and sha256sum',
  goal: { times: 1.15 },
  async prepare(): Promise<Measurement> {
    const bench = await filledMain();
    const { services, redis, home } = bench;
    const dump = join(dataOf(bench), 'dump.rdb');
    return {
      async ours() {
        const duration = await timed(() =>
          settled(bench, services.backups.create({ instance: 'main', name: 'bench', kind: 'snapshot', verify: false })),
        );
        await services.backups.remove('main', 'bench');
        return duration;
      },
      async floor() {
        const copy = join(home.path, 'copy.rdb');
        const duration = await timed(async () => {
          await bareSave(redis);
          await runProgram('cp', [dump, copy]);
          await runProgram('sha256sum', [copy]);
        });
        await rm(copy);
        return duration;
      },
      dispose: bench.dispose,
    };
  },
};

const restoreRow: Row = {
  name: 'restore 200 MB',
  unit: 'ms',
  floor: 'BGSAVE, kill, copy, start until loaded',
  goal: { times: 1.3 },
  async prepare(): Promise<Measurement> {
    const bench = await filledMain();
    const { services, redis, home } = bench;
    const dump = join(dataOf(bench), 'dump.rdb');
    await settled(bench, services.backups.create({ instance: 'main', name: 'bench', kind: 'snapshot', verify: true }));
    const loaded = () =>
      waitFor('main to be loaded', async () => /loading:0/.test(await redis.info('persistence')), { everyMs: 2 });
    return {
      async ours() {
        await loaded();
        const duration = await timed(() => settled(bench, services.backups.restore('main', 'bench')));
        for (const { name } of await services.backups.list('main'))
          if (name !== 'bench') await services.backups.remove('main', name);
        return duration;
      },
      // With the safety backup, which ours always takes.
      async floor() {
        await loaded();
        const copy = join(home.path, 'copy.rdb');
        return timed(async () => {
          await bareSave(redis);
          await copyFile(dump, copy);
          const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
          process.kill(pid, 'SIGKILL');
          await copyFile(copy, dump);
          await settled(bench, services.instances.start('main'));
          await loaded();
        });
      },
      dispose: bench.dispose,
    };
  },
};

const verificationRow: Row = {
  name: 'proof 200 MB',
  unit: 'ms',
  floor: 'copy, and load in a scratch Redis',
  goal: { times: 1.3 },
  async prepare(): Promise<Measurement> {
    const bench = await filledMain();
    const { services, home } = bench;
    await settled(bench, services.backups.create({ instance: 'main', name: 'bench', kind: 'snapshot', verify: false }));
    const file = join(home.path, 'redis/backups/bench.rdb');
    return {
      ours: () => timed(() => settled(bench, services.backups.verify('main', 'bench'))),
      async floor() {
        const folder = await mkdtemp(join(home.path, 'bare-'));
        const duration = await timed(async () => {
          await copyFile(file, join(folder, 'dump.rdb'));
          await bareLoad(folder);
        });
        await rm(folder, { recursive: true });
        return duration;
      },
      dispose: bench.dispose,
    };
  },
};

const emptyRow: Row = {
  name: 'backup empty',
  unit: 'ms',
  floor: null,
  goal: { max: 150 },
  async prepare(): Promise<Measurement> {
    const bench = await installedMain('process');
    const { backups } = bench.services;
    return {
      async ours() {
        const duration = await timed(() =>
          settled(bench, backups.create({ instance: 'main', name: 'bench', kind: 'snapshot', verify: false })),
        );
        await backups.remove('main', 'bench');
        return duration;
      },
      dispose: bench.dispose,
    };
  },
};

const listRow: Row = {
  name: 'backups list 1,000',
  unit: 'ms',
  floor: null,
  goal: { max: 50 },
  async prepare(): Promise<Measurement> {
    const bench = await installedMain('process');
    const folder = join(bench.home.path, 'redis/backups');
    let round = 0;
    return {
      // In a new folder each time, so that nothing is cached from the last run.
      async ours() {
        await rm(folder, { recursive: true, force: true });
        await mkdir(folder, { recursive: true });
        round += 1;
        for (let index = 0; index < 1000; index++) {
          const name = `b${round}-${index}`;
          const made = someBackup(name, new Date(index * 1000).toISOString(), {
            sizeBytes: 5,
            settings: { maxmemory: '2gb' },
          });
          await writeFile(join(folder, `${name}.rdb`), 'REDIS');
          await writeFile(join(folder, `${name}.info`), formatInfo(name, asManifest(made)));
        }
        const duration = await timed(() => bench.services.backups.list('main'));
        if ((await readdir(folder)).length !== 2000) throw new Error('the files are not those that were listed');
        return duration;
      },
      dispose: bench.dispose,
    };
  },
};

/** How long a GET takes during an action, ms: the 99th percentile, measured from a separate thread. */
async function p99During(port: number, work: () => Promise<unknown>): Promise<number> {
  const worker = new Worker(prober, { eval: true, workerData: port });
  await once(worker, 'message');
  await work();
  worker.postMessage('end');
  const [p99] = (await once(worker, 'message')) as [number];
  await worker.terminate();
  return p99;
}

const prober = `
const { parentPort, workerData } = require('node:worker_threads');
const socket = require('node:net').connect(workerData, '127.0.0.1');
socket.setNoDelay(true);
const took = [];
let ended = false;
parentPort.once('message', () => { ended = true; });
let asked;
const ask = () => {
  if (ended) {
    took.sort((a, b) => a - b);
    parentPort.postMessage(took[Math.floor(took.length * 0.99)]);
    return socket.destroy();
  }
  asked = performance.now();
  socket.write('GET key:' + Math.floor(Math.random() * ${KEYS}) + '\\r\\n');
};
let left = 0;
socket.on('data', (chunk) => {
  // $1000, as many bytes, and two line breaks.
  left -= chunk.length;
  if (left > 0) return;
  took.push(performance.now() - asked);
  left = ${VALUE_BYTES} + 9;
  ask();
});
socket.once('connect', () => { left = ${VALUE_BYTES} + 9; parentPort.postMessage('ready'); ask(); });
`;

const latencyRow: Row = {
  name: 'backup p99 of a GET',
  unit: 'ms',
  floor: 'during a bare BGSAVE',
  goal: { times: 1 },
  async prepare(): Promise<Measurement> {
    const bench = await filledMain();
    const { services, redis, home } = bench;
    return {
      async ours() {
        const options = { instance: 'main', name: 'bench', kind: 'snapshot', verify: false } as const;
        const p99 = await p99During(home.port, () => settled(bench, services.backups.create(options)));
        await services.backups.remove('main', 'bench');
        return p99;
      },
      floor: () => p99During(home.port, () => bareSave(redis, 5)),
      dispose: bench.dispose,
    };
  },
};

const LARGE_BYTES = 2 * 1024 ** 3;

/** The peak memory of a CLI command, kB. */
async function peakOf(args: readonly string[], env: BenchServices['home']['env']): Promise<number> {
  const child = spawn(join(projectRoot, 'resources/manage.sh'), args, { env, stdio: 'ignore' });
  track(child, 'manage.sh');
  const ended = once(child, 'close');
  let peak = 0;
  const timer = setInterval(() => {
    const text = existsSync(`/proc/${child.pid}/status`) ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : '';
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0));
  }, 5);
  const [code] = await ended;
  clearInterval(timer);
  if (code !== 0) throw new Error(`manage.sh ${args.join(' ')} ended with ${code}`);
  return peak;
}

const memoryRow: Row = {
  name: 'backup 2 GB, memory above a status',
  unit: 'kB',
  floor: null,
  goal: { max: 60 * 1024 },
  problem: async () =>
    process.env.BENCH_LARGE === '1' && process.platform === 'linux'
      ? null
      : 'it takes 8 GB of disk, 5 GB of memory and minutes: BENCH_LARGE=1, on Linux',
  async prepare(): Promise<Measurement> {
    const bench = await installedMain('process');
    const { home, services } = bench;
    const redis = new Redis(home.port, '127.0.0.1');
    await redis.config('SET', 'save', '', 'maxmemory', '0');
    for (let key = 0; key < LARGE_BYTES / 1024 ** 2; key++) await redis.set(`large:${key}`, randomBytes(1024 ** 2));
    redis.disconnect();
    return {
      async ours() {
        const idle = await peakOf(['--action', 'status'], home.env);
        const peak = await peakOf(['--action', 'backup', '--backup-name', 'large', '--verify', 'no'], home.env);
        await services.backups.remove('main', 'large');
        return peak - idle;
      },
      dispose: bench.dispose,
    };
  },
};

export const backupRows: readonly Row[] = [
  emptyRow,
  listRow,
  backupRow,
  restoreRow,
  verificationRow,
  latencyRow,
  memoryRow,
];
