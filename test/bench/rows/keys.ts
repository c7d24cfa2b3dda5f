import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { walkRdbFile } from '../../../electron/services/redis/data/walk-rdb.ts';
import { bareRedis } from '../../support/bare-redis.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { thorough } from '../../support/thorough.ts';
import { writeKeysRdb } from '../../support/write-keys-rdb.ts';
import { benchClient } from '../bench-client.ts';
import { benchFolder } from '../bench-folder.ts';
import { type Later, type Measurement, type Row, timed } from '../row.ts';

const MILLION = 1_000_000;
const KEYS = MILLION;
const MANY_KEYS = 10 * MILLION;
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

/** Only the dump: the server ends, so that its memory and connections are no load. */
async function dumpOnly(path: string, later: Later): Promise<void> {
  const server = await bareRedis();
  later(server.dispose);
  const redis = benchClient(server.port, later);
  for (let from = 0; from < KEYS; from += BATCH) await redis.eval(FILL, 0, from, Math.min(KEYS, from + BATCH) - 1);
  await redis.save();
  redis.disconnect();
  await copyFile(join(server.folder, 'dump.rdb'), path);
  await server.dispose();
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
  const worker = join(projectRoot, 'out/main/key-index-worker.cjs');
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

/** How a file of keys is written, and the names of its rows. */
interface KeysFile {
  readonly name: string;
  readonly keys: number;
  readonly nameBytes: number;
  readonly problem?: () => Promise<string | null>;
  readonly make: (path: string, later: Later) => Promise<unknown>;
}

const oneMillion: KeysFile = { name: 'keys of a file, 1 M keys', keys: KEYS, nameBytes: NAME_BYTES, make: dumpOnly };

const MANY = 'many keys of a file, 10 M keys';
const tenMillion: KeysFile = {
  name: MANY,
  keys: MANY_KEYS,
  nameBytes: NAME_BYTES,
  problem: async () => {
    const isAsked = process.argv.slice(2).some((asked) => asked !== '' && MANY.startsWith(asked));
    return isAsked || thorough ? null : 'it takes minutes: ask for "many keys", or set TEST_THOROUGH';
  },
  make: (path) => writeKeysRdb(path, MANY_KEYS),
};

function fileRow(
  file: KeysFile,
  name: string,
  row: Pick<Row, 'unit' | 'floor' | 'goal'>,
  ours: (path: string) => Promise<number>,
): Row {
  return {
    ...{ name: `${file.name}: ${name}`, ...row, ...(file.problem && { problem: file.problem }) },
    async prepare(later): Promise<Measurement> {
      const path = join(await benchFolder(later), 'dump.rdb');
      await file.make(path, later);
      const floor = row.floor === null ? {} : { floor: () => checkRdb(path) };
      return { ours: () => ours(path), ...floor };
    },
  };
}

const check = 'redis-check-rdb, processor time';
const questions = (pick: (cost: Cost) => number) => async (path: string) =>
  pick(await inWorker(rdbSpec(path), 'questions'));

async function walk(path: string, expected: number): Promise<number> {
  const file = await open(path, 'r');
  let keys = 0;
  const took = await timed(() => walkRdbFile(file, { key: () => void keys++ }, { checksum: false }));
  await file.close();
  if (keys !== expected) throw new Error(`${keys} keys were walked`);
  return took;
}

/** Ours is the processor time from the start of the worker on, the floor's from its own start. */
function readingRows(file: KeysFile): readonly Row[] {
  const { keys, nameBytes } = file;
  return [
    fileRow(
      file,
      'open',
      { unit: 'ms', floor: check, goal: { times: 1 } },
      async (path) => (await inWorker(rdbSpec(path), 'open')).openCpuMs,
    ),
    fileRow(
      file,
      'sorted',
      { unit: 'ms', floor: check, goal: { times: 3 } },
      async (path) => (await inWorker(rdbSpec(path), 'sort')).sortedCpuMs,
    ),
    fileRow(
      file,
      'memory',
      { unit: 'kB', floor: null, goal: { max: (keys * (60 + nameBytes)) / 1024 + 100 * 1024 } },
      async (path) => (await inWorker(rdbSpec(path), 'sort')).memoryKb,
    ),
    fileRow(file, 'bare walk', { unit: 'ms', floor: null, goal: { max: (333 * keys) / MILLION } }, (path) =>
      walk(path, keys),
    ),
  ];
}

export const keysRows: readonly Row[] = [
  ...readingRows(oneMillion),
  fileRow(
    oneMillion,
    'search',
    { unit: 'ms', floor: null, goal: { max: 100 } },
    questions(({ containsMs }) => containsMs),
  ),
  fileRow(
    oneMillion,
    'glob',
    { unit: 'ms', floor: null, goal: { max: 100 } },
    questions(({ globMs }) => globMs),
  ),
  fileRow(
    oneMillion,
    'regex',
    { unit: 'ms', floor: null, goal: { max: 100 } },
    questions(({ regexMs }) => regexMs),
  ),
  fileRow(
    oneMillion,
    'page',
    { unit: 'ms', floor: null, goal: { max: 10 } },
    questions(({ pageMs }) => pageMs),
  ),
  ...readingRows(tenMillion),
];
