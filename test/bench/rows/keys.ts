import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { walkRdbFile } from '../../../electron/services/redis/data/walk-rdb.ts';
import { bareRedis } from '../../support/bare-redis.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { type Measurement, type Row, timed } from '../row.ts';

/** `BENCH_KEYS=10000000` for the large file. */
const KEYS = Number(process.env.BENCH_KEYS ?? 1_000_000);
const MILLIONS = KEYS / 1_000_000;
const NAME = `${MILLIONS} M keys`;
/** The names of FILL take 26 bytes on average. */
const NAME_BYTES = 26;

export const FILL = `
  for i = ARGV[1], ARGV[2] do
    local m, k = i % 10, nil
    if m < 5 then k = 'user:' .. string.format('%07d', i) .. ':profile'
    elseif m < 7 then k = 'session:' .. redis.sha1hex(i)
    elseif m < 9 then k = 'cache:page:' .. i .. ':html'
    else k = 'counter-' .. i end
    if m == 3 then redis.call('HSET', k, 'name', 'user ' .. i, 'mail', i .. '@example.org')
    elseif m == 6 then redis.call('SET', k, string.rep('v', i % 50), 'EX', 1000000 + i)
    else redis.call('SET', k, 'value:' .. i) end
  end`;
const BATCH = 20_000;

interface Filled {
  readonly dump: string;
  dispose(): Promise<void>;
}

async function filled(): Promise<Filled> {
  const server = await bareRedis();
  const redis = new Redis(server.port, '127.0.0.1');
  for (let from = 0; from < KEYS; from += BATCH) await redis.eval(FILL, 0, from, Math.min(KEYS, from + BATCH) - 1);
  await redis.save();
  const dispose = async () => {
    redis.disconnect();
    await server.dispose();
  };
  return { dump: join(server.folder, 'dump.rdb'), dispose };
}

/** The dump alone: the server ends, so that its memory and its connections are no load. */
async function dumpOnly(): Promise<{ readonly path: string; dispose(): Promise<void> }> {
  const { dump, dispose } = await filled();
  const path = join(projectRoot, `node_modules/.cache/bench-keys-${process.pid}.rdb`);
  await runProgram('cp', [dump, path], { env: {} });
  await dispose();
  return { path, dispose: () => rm(path, { force: true }) };
}

interface Cost {
  readonly openCpuMs: number;
  readonly openedMs: number;
  readonly sortedCpuMs: number;
  readonly memoryKb: number;
  readonly containsMs: number;
  readonly globMs: number;
  readonly regexMs: number;
  readonly folderMs: number;
  readonly pageMs: number;
}

async function inWorker(spec: object, what: 'open' | 'sort' | 'questions'): Promise<Cost> {
  const worker = join(projectRoot, 'out/main/key-index-worker.js');
  const child = join(projectRoot, 'test/bench/keys-child.mjs');
  const { code, stdout, stderr } = await runProgram(process.execPath, [child, worker, JSON.stringify(spec), what], {
    env: { PATH: process.env.PATH ?? '' },
    timeoutMs: 300_000,
  });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Cost;
}

const rdbSpec = (path: string) => ({ kind: 'rdb', path, unzipTo: null, isWhole: true, warnings: [] });

/** Processor time of `redis-check-rdb`, ms: the second line of `times` is that of the shell's children. */
async function checkRdb(path: string): Promise<number> {
  const script = 'redis-check-rdb "$0" > /dev/null; times';
  const { stdout } = await runProgram('sh', ['-c', script, path], { env: { PATH: process.env.PATH ?? '' } });
  const [, children = ''] = stdout.trim().split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  return seconds.reduce((sum, one) => sum + one, 0) * 1000;
}

function fileRow(
  name: string,
  row: Pick<Row, 'unit' | 'floor' | 'goal'>,
  ours: (path: string) => Promise<number>,
): Row {
  return {
    ...{ name: `keys of a file, ${NAME}: ${name}`, ...row },
    async prepare(): Promise<Measurement> {
      const { path, dispose } = await dumpOnly();
      const floor = row.floor === null ? {} : { floor: () => checkRdb(path) };
      return { ours: () => ours(path), ...floor, dispose };
    },
  };
}

const check = 'redis-check-rdb, processor time';
const questions = (pick: (cost: Cost) => number) => async (path: string) =>
  pick(await inWorker(rdbSpec(path), 'questions'));

async function walk(path: string): Promise<number> {
  const file = await open(path, 'r');
  let keys = 0;
  const took = await timed(() => walkRdbFile(file, { key: () => void keys++ }, { checksum: false }));
  await file.close();
  if (keys !== KEYS) throw new Error(`${keys} keys were walked`);
  return took;
}

export const keysRows: readonly Row[] = [
  fileRow(
    'open',
    { unit: 'ms', floor: check, goal: { times: 1 } },
    async (path) => (await inWorker(rdbSpec(path), 'open')).openCpuMs,
  ),
  fileRow(
    'sorted',
    { unit: 'ms', floor: check, goal: { times: 3 } },
    async (path) => (await inWorker(rdbSpec(path), 'sort')).sortedCpuMs,
  ),
  fileRow(
    'memory',
    { unit: 'kB', floor: null, goal: { most: (KEYS * (60 + NAME_BYTES)) / 1024 + 100 * 1024 } },
    async (path) => (await inWorker(rdbSpec(path), 'sort')).memoryKb,
  ),
  fileRow('bare walk', { unit: 'ms', floor: null, goal: { most: 333 * MILLIONS } }, walk),
  fileRow(
    'search',
    { unit: 'ms', floor: null, goal: { most: 100 * MILLIONS } },
    questions(({ containsMs }) => containsMs),
  ),
  fileRow(
    'glob',
    { unit: 'ms', floor: null, goal: { most: 100 * MILLIONS } },
    questions(({ globMs }) => globMs),
  ),
  fileRow(
    'regex',
    { unit: 'ms', floor: null, goal: { most: 100 * MILLIONS } },
    questions(({ regexMs }) => regexMs),
  ),
  fileRow(
    'page',
    { unit: 'ms', floor: null, goal: { most: 10 } },
    questions(({ pageMs }) => pageMs),
  ),
];
