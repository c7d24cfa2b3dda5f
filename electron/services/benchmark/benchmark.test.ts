import { expect, test } from 'vitest';
import { parseInfo } from '../redis/info/info.ts';
import { chooseCommands, chooseDatabase } from './conditions.ts';
import { parseBenchmarkCsv } from './csv.ts';
import { neededMemory } from './lab/room.ts';
import { LoadError, lastWords } from './load.ts';
import { measureByProgram } from './measure-by-program.ts';
import { benchmarkCommands, benchmarkKeys, commandsWith, KEY_PREFIX, RANDOM } from './tests.ts';

test('benchmark CSV › redis-benchmark 7 › columns are read by the header', () => {
  const output = [
    '"test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"',
    '"SET x:__rand_int__ abc","110497.24","0.115","0.024","0.103","0.175","0.335","3.551"',
    '',
  ].join('\n');
  expect(parseBenchmarkCsv('SET', output)).toEqual({
    name: 'SET',
    requestsPerSecond: 110497.24,
    p50Ms: 0.103,
    p95Ms: 0.175,
    p99Ms: 0.335,
    maxMs: 3.551,
  });
});

test('benchmark CSV › older redis-benchmark › percentiles are null', () => {
  const old = parseBenchmarkCsv('SET', '"SET x abc","9000.5"\n');
  expect(old).toEqual({ name: 'SET', requestsPerSecond: 9000.5, p50Ms: null, p95Ms: null, p99Ms: null, maxMs: null });
});

test.each(['', 'NOAUTH Authentication required.', '"test","rps"\n', '"SET","fast"\n'])(
  'benchmark CSV › %j › is not a result',
  (output) => {
    expect(parseBenchmarkCsv('SET', output)).toBeNull();
  },
);

test('a test of less than a millisecond › repeated with more requests; without end, an error', async () => {
  const [ping] = benchmarkCommands;
  if (!ping) throw new Error('there is no test');
  const load = { database: 0, requests: 100, clients: 20, pipeline: 1, valueBytes: 3 };
  const asked: (string | undefined)[] = [];
  const measure = (rates: readonly string[]) =>
    measureByProgram(ping, load, new AbortController().signal, async (args) => {
      asked.push(args[args.indexOf('-n') + 1]);
      return { code: 0, stdout: `"test","rps"\n"PING","${rates[asked.length - 1] ?? 'inf'}"\n`, stderr: '' };
    });
  expect(await measure(['inf', '50000.00'])).toMatchObject({ requestsPerSecond: 50_000 });
  expect(asked.splice(0)).toEqual(['100', '1000']);
  await expect(measure([])).rejects.toBeInstanceOf(LoadError);
  expect(asked).toEqual(['100', '1000', '10000', '100000']);
});

test('load error › authentication failure › is distinguished from other failures', () => {
  expect(new LoadError(lastWords('Node replied:\nNOAUTH Authentication required.\n\n')).needsPassword).toBe(true);
  expect(new LoadError(lastWords('MISCONF Redis is configured to…')).needsPassword).toBe(false);
  expect(lastWords('\n')).toBe('no output');
  expect(lastWords('x'.repeat(700_000))).toHaveLength(301);
  expect(lastWords('ERR unknown command\n"test","rps","avg_latency_ms"\n')).toBe('ERR unknown command');
});

test('benchmark keys › every test › use the prefix and are removed afterwards', () => {
  const removed = new Set(benchmarkKeys());
  for (const { words } of benchmarkCommands) {
    const keys = words[0] === 'MSET' ? words.slice(1).filter((_, index) => index % 2 === 0) : words.slice(1, 2);
    for (const key of keys) {
      expect(key.startsWith(KEY_PREFIX)).toBe(true);
      for (const number of ['000000000000', '000000009999']) expect(removed).toContain(key.replace(RANDOM, number));
    }
  }
});

test('benchmark database › default › is the last empty one, else the chosen one', () => {
  const info = parseInfo('# Keyspace\r\ndb0:keys=1,expires=0\r\ndb14:keys=1,expires=0\r\ndb15:keys=3,expires=0\r\n');
  expect(chooseDatabase(undefined, 16, info)).toBe(13);
  expect(chooseDatabase(0, 16, info)).toBe(0);
  expect(chooseDatabase(undefined, 1, info)).toBe(0);
  expect(chooseDatabase(undefined, 16, parseInfo('cluster_enabled:1\r\n'))).toBe(0);
  expect(() => chooseDatabase(16, 16, info)).toThrow('There is no database 16. Choose a database from 0 to 15.');
});

test.each([
  ['role:slave\r\n', 'this server is a replica'],
  [`maxmemory:${100 * 2 ** 20}\r\nused_memory:${60 * 2 ** 20}\r\n`, 'its memory is nearly full'],
])('benchmark commands › %j › only read-only tests run', (info, reason) => {
  const { commands, notes } = chooseCommands(undefined, parseInfo(info));
  expect(commands.map(({ name }) => name)).toEqual(['ping', 'get']);
  expect(notes[0]).toContain(reason);
});

test('benchmark commands › enough memory › all chosen tests run', () => {
  const room = parseInfo(`maxmemory:${2 ** 31}\r\nused_memory:1000000\r\n`);
  expect(chooseCommands(['mset', 'ping'], room)).toEqual({
    commands: benchmarkCommands.filter(({ name }) => name === 'ping' || name === 'mset'),
    notes: [],
  });
});

test('benchmark commands › a size of values › every value has it', () => {
  const set = commandsWith(1000).find(({ name }) => name === 'set');
  expect(set?.words[2]).toHaveLength(1000);
});

test('memory of a scratch server › lists grow with the requests, other tests with the keys', () => {
  const load = { database: 0, requests: 1_000_000, clients: 1, pipeline: 1, valueBytes: 1000 };
  const needed = (test: string) =>
    neededMemory(
      commandsWith(1000).filter(({ name }) => name === test),
      load,
    );
  expect(needed('ping')).toBeLessThan(100e6);
  expect(needed('set')).toBeLessThan(100e6);
  expect(needed('lpush')).toBeGreaterThan(1e9);
});
