import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Redis } from 'ioredis';
import { isComplete } from '../../../electron/services/keyspace/host/index-host.ts';
import { startWorker } from '../../../electron/services/keyspace/host/worker-host.ts';
import { openReplication } from '../../../electron/services/redis/data/replication-connection.ts';
import { infoNumber, parseInfo } from '../../../electron/services/redis/info/info.ts';
import { type BareRedis, bareRedis } from '../../support/bare-redis.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { benchClient } from '../bench-client.ts';
import { type Later, type Row, timed } from '../row.ts';

const KEYS = 1_000_000;
const GET_MS = 2000;

interface Filled {
  readonly server: BareRedis;
  readonly client: Redis;
}

/** A server with a million keys and save points, so that a copy begins immediately. */
async function filled(later: Later): Promise<Filled> {
  const server = await bareRedis('--enable-debug-command', 'yes', '--save', '3600 1');
  later(server.dispose);
  const client = benchClient(server.port, later);
  await client.call('DEBUG', 'POPULATE', String(KEYS), 'user:profile', '20');
  return { server, client };
}

/** Copies all keys into an index in the worker thread of the app, until it follows. @returns how long it took, ms */
async function copy({ server }: Filled): Promise<number> {
  const target = { host: '127.0.0.1', port: server.port, password: null };
  const { folder } = server;
  const spec = { kind: 'live', target, dataFolder: folder, isOnThisComputer: true, home: folder } as const;
  const began = performance.now();
  const host = startWorker(join(projectRoot, 'out/main/key-index-worker.cjs'), spec);
  await new Promise<void>((resolve, reject) => {
    host.onState(() => {
      const { phase, problem } = host.state;
      if (phase === 'failed') reject(new Error(problem ?? 'the index failed'));
      if (isComplete(host.state)) resolve();
    });
  });
  const tookMs = performance.now() - began;
  await host.close();
  return tookMs;
}

/** SYNC, discarding every byte. */
async function bareSync({ server }: Filled): Promise<void> {
  const target = { host: '127.0.0.1', port: server.port, password: null };
  const connection = await openReplication(target, { signal: new AbortController().signal, diskless: false });
  for await (const _ of connection.rdb());
  connection.close();
}

/** Processor time of the server's main thread, ms. */
async function mainThreadMs({ client }: Filled): Promise<number> {
  const info = parseInfo(await client.info('cpu'));
  const seconds = (name: string) => infoNumber(info, `used_cpu_${name}_main_thread`) ?? 0;
  return 1000 * (seconds('sys') + seconds('user'));
}

/** A client in a separate thread: one GET per millisecond, until it is stopped. */
const READER = `
const { parentPort, workerData } = require('node:worker_threads');
const socket = require('node:net').connect(workerData.port, '127.0.0.1');
const WARM = 200;
let times = [];
let isWarm = false;
let sent = 0;
let ended = false;
parentPort.once('message', () => { ended = true; });
const send = () => {
  if (ended) { socket.destroy(); parentPort.postMessage(times); return; }
  sent = performance.now();
  socket.write('GET user:profile:' + Math.floor(Math.random() * workerData.keys) + '\\r\\n');
};
socket.on('connect', send).on('data', () => {
  times.push(performance.now() - sent);
  if (!isWarm && times.length === WARM) { isWarm = true; times = []; parentPort.postMessage('warm'); }
  setTimeout(send, 1);
});
`;

/** The 99th percentile of GET, ms, during the work. */
async function getP99({ server }: Filled, work: () => Promise<unknown>): Promise<number> {
  const reader = new Worker(READER, { eval: true, workerData: { port: server.port, keys: KEYS } });
  const message = <T>() => new Promise<T>((resolve, reject) => reader.once('message', resolve).once('error', reject));
  // The start of its thread would be measured, too.
  await message<'warm'>();
  const measured = message<number[]>();
  await work();
  reader.postMessage('end');
  const times = (await measured).sort((one, other) => one - other);
  await reader.terminate();
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

/** The keys of a live server, by replication. */
export const liveKeysRows: readonly Row[] = [
  {
    name: 'keys of a live server, 1 M',
    unit: 'ms',
    floor: 'SYNC, every byte dropped',
    goal: { times: 1.3 },
    async prepare(later) {
      const own = await filled(later);
      return { ours: () => timed(() => copy(own)), floor: () => timed(() => bareSync(own)) };
    },
  },
  {
    name: 'keys of a live server, 1 M: its main thread',
    unit: 'ms',
    floor: 'SYNC, every byte dropped',
    goal: { max: 300 },
    async prepare(later) {
      const own = await filled(later);
      const spent = async (work: () => Promise<unknown>) => {
        const before = await mainThreadMs(own);
        await work();
        return (await mainThreadMs(own)) - before;
      };
      return { ours: () => spent(() => copy(own)), floor: () => spent(() => bareSync(own)) };
    },
  },
  {
    name: 'keys of a live server, 1 M: GET meanwhile, p99',
    unit: 'ms',
    floor: 'GET of an idle server, p99',
    goal: { times: 1.5 },
    async prepare(later) {
      const own = await filled(later);
      return {
        ours: () => getP99(own, () => copy(own)),
        floor: () => getP99(own, () => sleep(GET_MS)),
      };
    },
  },
  {
    // The share of our own process, without the server's child and a machine with few cores.
    name: 'keys of a live server, 1 M: GET meanwhile, p99, beside a bare SYNC',
    unit: 'ms',
    floor: 'GET while a SYNC is dropped, p99',
    goal: { times: 1.5 },
    async prepare(later) {
      const own = await filled(later);
      return {
        ours: () => getP99(own, () => copy(own)),
        floor: () => getP99(own, () => bareSync(own)),
      };
    },
  },
];
