import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInfo } from '../../redis/info/info.ts';
import { commandCounters, commandPercentiles, errorCounters, percentilesKept } from './command-counters.ts';
import { type CommandReading, commandFigures } from './command-rates.ts';

const lines = (...all: readonly string[]) => all.map((line) => `${line}\r\n`).join('');

test('command counters › sections of each Redis version › are parsed', () => {
  const seven = lines(
    '# Commandstats',
    'cmdstat_set:calls=2,usec=12,usec_per_call=6.00,rejected_calls=0,failed_calls=1',
    'cmdstat_config|get:calls=1,usec=10,usec_per_call=10.00,rejected_calls=3,failed_calls=0',
  );
  expect([...commandCounters(seven)]).toEqual([
    ['set', { calls: 2, usec: 12, rejected: 0, failed: 1 }],
    ['config|get', { calls: 1, usec: 10, rejected: 3, failed: 0 }],
  ]);
  const five = lines('# Commandstats', 'cmdstat_get:calls=21,usec=175,usec_per_call=8.33');
  expect([...commandCounters(five)]).toEqual([['get', { calls: 21, usec: 175, rejected: null, failed: null }]]);
  // Unknown fields, as in Valkey 9.1 and later.
  const later = lines('cmdstat_get:new=x,calls=1,usec=2,slowlog_count=4', 'cmdstat_odd:calls=many', 'cmdstat_:calls=1');
  expect([...commandCounters(later)]).toEqual([['get', { calls: 1, usec: 2, rejected: null, failed: null }]]);
  expect(commandCounters('')).toEqual(new Map());

  const tracked = lines('# Latencystats', 'latency_percentiles_usec_get:p50=1.003,p99=2.007,p99.9=4.015');
  expect([...commandPercentiles(tracked)]).toEqual([['get', { p50: 1.003, p99: 2.007, p999: 4.015 }]]);
  const chosen = lines('latency_percentiles_usec_get:p50=1.003,p95=2', 'latency_percentiles_usec_set:');
  expect([...commandPercentiles(chosen)]).toEqual([
    ['get', { p50: 1.003, p99: null, p999: null }],
    ['set', { p50: null, p99: null, p999: null }],
  ]);
  expect([tracked, chosen, lines('# Latencystats'), ''].map(percentilesKept)).toEqual([
    'known',
    'known',
    'off',
    'too-old',
  ]);
  expect([...errorCounters(lines('errorstat_ERR:count=3', 'errorstat_X:many=1'))]).toEqual([['ERR', 3]]);
});

function reading(atMs: number, text: string, over: Partial<CommandReading> = {}): CommandReading {
  return {
    server: parseInfo(lines('run_id:abc', `uptime_in_seconds:${Math.floor(atMs / 1000)}`)),
    commands: commandCounters(text),
    percentiles: new Map(),
    percentilesKept: 'too-old',
    errors: new Map(),
    readAtMs: atMs,
    ...over,
  };
}

const counted = (name: string, calls: number, usec: number, rejected = 0, failed = 0) =>
  `cmdstat_${name}:calls=${calls},usec=${usec},rejected_calls=${rejected},failed_calls=${failed}\r\n`;

test('command rates › two samples › rates between them, sorted by total time', () => {
  const first = reading(1000, counted('get', 10, 100) + counted('set', 5, 50), { errors: new Map([['ERR', 1]]) });
  const second = reading(3000, counted('get', 30, 500) + counted('set', 5, 50, 4, 0) + counted('sort', 2, 1600, 0, 1), {
    errors: new Map([
      ['ERR', 5],
      ['WRONGTYPE', 8],
    ]),
  });
  expect(commandFigures(first, null)).toMatchObject({
    sinceMs: null,
    busyShare: null,
    commands: [
      { command: 'get', calls: 10, usecPerCall: 10, timeShare: 100 / 150, recent: null },
      { command: 'set', calls: 5, recent: null },
    ],
    errors: [{ code: 'ERR', count: 1, perSecond: null }],
  });
  const { commands, errors, sinceMs, busyShare } = commandFigures(second, first);
  expect({ sinceMs, busyShare }).toEqual({ sinceMs: 2000, busyShare: 2000 / 2_000_000 });
  expect(commands.map(({ command, recent }) => ({ command, ...recent }))).toEqual([
    {
      command: 'sort',
      callsPerSecond: 1,
      usecPerCall: 800,
      timeShare: 0.8,
      rejectedPerSecond: 0,
      failedPerSecond: 0.5,
    },
    { command: 'get', callsPerSecond: 10, usecPerCall: 20, timeShare: 0.2, rejectedPerSecond: 0, failedPerSecond: 0 },
    { command: 'set', callsPerSecond: 0, usecPerCall: null, timeShare: 0, rejectedPerSecond: 2, failedPerSecond: 0 },
  ]);
  expect(errors).toEqual([
    { code: 'WRONGTYPE', count: 8, perSecond: 4 },
    { code: 'ERR', count: 5, perSecond: 2 },
  ]);
});

test.each([
  ['a restart', counted('get', 90, 900), { server: parseInfo(lines('run_id:other', 'uptime_in_seconds:9')) }],
  ['a smaller uptime', counted('get', 90, 900), { server: parseInfo('run_id:abc\r\nuptime_in_seconds:0') }],
  ['a smaller counter', counted('get', 3, 900) + counted('set', 900, 9000), {}],
  ['a missing command', counted('set', 900, 9000), {}],
  ['fewer errors', counted('get', 90, 900), { errors: new Map([['ERR', 1]]) }],
  ['no elapsed time', counted('get', 90, 900), { readAtMs: 1000 }],
])('command rates › %s › no rates', (_, text, over) => {
  const before = reading(1000, counted('get', 10, 100), { errors: new Map([['ERR', 2]]) });
  const now = reading(3000, text, { errors: new Map([['ERR', 2]]), ...over });
  const { sinceMs, commands, errors } = commandFigures(now, before);
  expect(sinceMs).toBeNull();
  expect(commands.every(({ recent }) => recent === null)).toBe(true);
  expect(errors.every(({ perSecond }) => perSecond === null)).toBe(true);
});

test('command rates › any server output › no value is negative or NaN', () => {
  const field = fc.oneof(fc.integer({ min: -5, max: 1e6 }).map(String), fc.string(), fc.constant('1e999'));
  const line = fc
    .tuple(fc.constantFrom('get', 'config|get', '', '__proto__'), field, field, field)
    .map(([name, calls, usec, failed]) => `cmdstat_${name}:calls=${calls},usec=${usec},failed_calls=${failed}\r\n`);
  const text = fc.array(line).map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const { commands } = commandFigures(reading(9000, other), reading(1000, one));
      const figures = commands.flatMap(({ command: _, recent, ...totals }) => [
        ...Object.values(totals),
        ...Object.values(recent ?? {}),
      ]);
      expect(figures.every((value) => value === null || (Number.isFinite(value) && Number(value) >= 0))).toBe(true);
    }),
  );
});
