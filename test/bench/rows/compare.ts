import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { openReplication } from '../../../electron/services/redis/data/replication-connection.ts';
import { walkRdbFile } from '../../../electron/services/redis/data/walk-rdb.ts';
import { type BareRedis, bareRedis } from '../../support/bare-redis.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { benchClient } from '../bench-client.ts';
import { benchFolder } from '../bench-folder.ts';
import { type Later, type Measurement, type Row, timed } from '../row.ts';
import { FILL } from './keys.ts';

const KEYS = Number(process.env.BENCH_KEYS ?? 1_000_000);
const NAME = `${KEYS / 1_000_000} M keys`;
const BATCH = 20_000;
const CHANGED = KEYS / 100;
/** The same expiries on both servers, which are filled one after the other. */
const FILL_ALIKE = FILL.replace("'EX', 1000000 + i", "'PXAT', 4102444800000 + i * 1000");

interface Sides {
  /** The dump of another process has the keys in another order. */
  readonly before: string;
  readonly after: string;
  readonly server: BareRedis;
  /** Where a copy of the server is saved. */
  readonly copy: string;
}

interface Cost {
  readonly cpuMs: number;
  readonly tookMs: number;
  readonly memoryKb: number;
}

/** Fills a server and copies its dump. @param change what is different in it */
async function dumpOf(
  server: BareRedis,
  path: string,
  later: Later,
  change: (redis: Redis) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const redis = benchClient(server.port, later);
  for (let from = 0; from < KEYS; from += BATCH)
    await redis.eval(FILL_ALIKE, 0, from, Math.min(KEYS, from + BATCH) - 1);
  await change(redis);
  await redis.save();
  await copyFile(join(server.folder, 'dump.rdb'), path);
  redis.disconnect();
}

/** Two servers with the same keys, one percent of them changed. */
async function sides(later: Later): Promise<Sides> {
  const folder = await benchFolder(later);
  const [before, after] = [join(folder, 'before.rdb'), join(folder, 'after.rdb')];
  const first = await bareRedis();
  later(first.dispose);
  await dumpOf(first, before, later);
  await first.dispose();
  const server = await bareRedis('--save', '3600 1');
  later(server.dispose);
  await dumpOf(server, after, later, async (redis) => {
    for (let at = 0; at < CHANGED; at++) await redis.set(`counter-${at * 10 + 9}`, 'changed');
  });
  return { before, after, server, copy: join(folder, 'copy.rdb') };
}

const rdbSpec = (path: string) => ({ kind: 'rdb', path, unzipTo: null, isWhole: true, warnings: [] });

async function child<T>(program: string, worker: string, ...args: readonly string[]): Promise<T> {
  const paths = [join(projectRoot, `test/bench/${program}`), join(projectRoot, `out/main/${worker}`)];
  const { code, stdout, stderr } = await runProgram(process.execPath, [...paths, ...args], {
    env: { PATH: process.env.PATH ?? '' },
    timeoutMs: 300_000,
  });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

const compareFiles = ({ before, after }: Sides) =>
  child<Cost>(
    'compare-child.mjs',
    'compare-worker.cjs',
    JSON.stringify({ before: rdbSpec(before), after: rdbSpec(after) }),
  );

const index = (path: string, what: 'open' | 'sort') =>
  child<{ readonly openCpuMs: number; readonly openedMs: number; readonly memoryKb: number }>(
    'keys-child.mjs',
    'key-index-worker.cjs',
    JSON.stringify(rdbSpec(path)),
    what,
  );

async function compareLive({ before, server, copy: copyTo }: Sides): Promise<number> {
  const target = { host: '127.0.0.1', port: server.port, password: null };
  const live = {
    kind: 'live',
    ...{ target, dataFolder: server.folder, isOnThisComputer: true, home: server.folder, copyTo },
  };
  const spec = { before: rdbSpec(before), after: live };
  return (await child<Cost>('compare-child.mjs', 'compare-worker.cjs', JSON.stringify(spec))).tookMs;
}

async function bareSync({ server }: Sides): Promise<void> {
  const target = { host: '127.0.0.1', port: server.port, password: null };
  const connection = await openReplication(target, { signal: new AbortController().signal, diskless: false });
  for await (const _ of connection.rdb());
  connection.close();
}

/** The processor time of a walk that keeps nothing. */
async function bareWalk(path: string): Promise<number> {
  const file = await open(path, 'r');
  const before = process.cpuUsage();
  await walkRdbFile(file, { entries: () => undefined, key: () => undefined });
  const { user, system } = process.cpuUsage(before);
  await file.close();
  return (user + system) / 1000;
}

function row(
  name: string,
  rest: Pick<Row, 'unit' | 'floor' | 'beside' | 'goal'>,
  measure: (own: Sides) => Pick<Measurement, 'ours' | 'floor' | 'beside'>,
): Row {
  return {
    ...{ name: `compare, ${NAME}: ${name}`, ...rest },
    prepare: async (later) => measure(await sides(later)),
  };
}

export const compareRows: readonly Row[] = [
  row(
    'two files',
    {
      unit: 'ms',
      floor: 'the key indexes of both, processor time',
      beside: 'the bare walk of both in a warm process, processor time',
      goal: { times: 1.5 },
    },
    (own) => ({
      ours: async () => (await compareFiles(own)).cpuMs,
      floor: async () => (await index(own.before, 'open')).openCpuMs + (await index(own.after, 'open')).openCpuMs,
      beside: async () => (await bareWalk(own.before)) + (await bareWalk(own.after)),
    }),
  ),
  row(
    'file and live server',
    { unit: 'ms', floor: 'the key index of the file, and SYNC with every byte dropped', goal: { times: 1.5 } },
    (own) => ({
      ours: () => compareLive(own),
      floor: async () => (await index(own.before, 'open')).openedMs + (await timed(() => bareSync(own))),
    }),
  ),
  row('memory', { unit: 'kB', floor: 'the key index of one file', goal: { times: 2 } }, (own) => ({
    ours: async () => (await compareFiles(own)).memoryKb,
    floor: async () => (await index(own.before, 'sort')).memoryKb,
  })),
];
