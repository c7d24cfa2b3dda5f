import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInfo } from '../../redis/info/info.ts';
import {
  commandCounters,
  commandPercentiles,
  errorCounters,
  infoSection,
  percentilesKept,
} from './command-counters.ts';
import { type CommandReading, commandFigures } from './command-rates.ts';

const section = (...lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('');

describe('command statistics of INFO', () => {
  test('commands of old and new servers › unknown numbers are null, not zero', () => {
    const text = section(
      '# Commandstats',
      'cmdstat_get:calls=3,usec=7,usec_per_call=2.33',
      'cmdstat_config|set:calls=1,usec=2,usec_per_call=2.00,rejected_calls=4,failed_calls=5',
      'cmdstat_half:calls=1',
      'cmdstat_negative:calls=-1,usec=2',
      'cmdstat_text:calls=x,usec=2',
      'cmdstat_:calls=1,usec=2',
      'other:calls=1,usec=2',
    );
    expect([...commandCounters(text)]).toEqual([
      ['get', { calls: 3, usec: 7, rejected: null, failed: null }],
      ['config|set', { calls: 1, usec: 2, rejected: 4, failed: 5 }],
    ]);
  });

  test('a server with endless commands › at most a thousand are kept', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `cmdstat_c${index}:calls=1,usec=1`);
    expect(commandCounters(section(...many)).size).toBe(1000);
  });

  test('percentiles › configured ones only › others are null', () => {
    const found = commandPercentiles(
      section('latency_percentiles_usec_get:p50=1.003,p99.9=2.007', 'latency_percentiles_usec_set:'),
    );
    expect(found.get('get')).toEqual({ p50: 1.003, p99: null, p999: 2.007 });
    expect(found.get('set')).toEqual({ p50: null, p99: null, p999: null });
  });

  test('percentiles › no section, an empty one, or values › too old, off, known', () => {
    expect(percentilesKept('')).toBe('too-old');
    expect(percentilesKept('# Latencystats\r\n')).toBe('off');
    expect(percentilesKept(section('# Latencystats', 'latency_percentiles_usec_get:p50=1'))).toBe('known');
  });

  test('errors › with a colon or comma in the value › are counted by code', () => {
    expect([
      ...errorCounters(section('errorstat_WRONGTYPE:count=2', 'errorstat_ERR:count=x', 'errorstat_OOM:count=0,more=1')),
    ]).toEqual([
      ['WRONGTYPE', 2],
      ['OOM', 0],
    ]);
  });

  test('a section › between others, last or missing › holds only its own lines', () => {
    const text = `${section('# Stats', 'a:1', '')}${section('# Commandstats', 'cmdstat_get:calls=1,usec=1', '')}${section('# Keyspace', 'db0:keys=1')}`;
    expect(infoSection(text, 'Commandstats')).toContain('cmdstat_get');
    expect(infoSection(text, 'Commandstats')).not.toContain('db0');
    expect(infoSection(text, 'Keyspace')).toContain('db0:keys=1');
    expect(infoSection(text, 'Latencystats')).toBe('');
    expect(infoSection(text, 'Command')).toBe('');
  });

  test('any text › of a hostile server › gives finite numbers that are not negative', () => {
    const line = fc
      .tuple(fc.constantFrom('cmdstat_', 'errorstat_', ''), fc.string({ unit: 'binary', maxLength: 30 }))
      .map((pair) => pair.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const text = section(...lines);
        for (const { calls, usec } of commandCounters(text).values()) {
          expect(Number.isFinite(calls) && calls >= 0 && Number.isFinite(usec) && usec >= 0).toBe(true);
        }
        for (const count of errorCounters(text).values()) expect(count).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

type Counter = {
  readonly calls: number;
  readonly usec: number;
  readonly rejected: number | null;
  readonly failed: number | null;
};
const counter = (calls: number, usec: number, change: Partial<Counter> = {}): Counter => ({
  calls,
  usec,
  rejected: 0,
  failed: 0,
  ...change,
});

function reading(
  readAtMs: number,
  commands: Record<string, Counter>,
  change: { readonly runId?: string; readonly uptime?: number; readonly errors?: Record<string, number> } = {},
): CommandReading {
  const { runId = 'r1', uptime = readAtMs / 1000, errors = {} } = change;
  return {
    server: parseInfo(section(`run_id:${runId}`, `uptime_in_seconds:${Math.floor(uptime)}`)),
    commands: new Map(Object.entries(commands)),
    percentiles: new Map(),
    percentilesKept: 'off',
    errors: new Map(Object.entries(errors)),
    readAtMs,
  };
}

describe('command rates', () => {
  test('two samples › rates per second, and shares of the time between them', () => {
    const before = reading(1000, { get: counter(10, 1000), set: counter(1, 500) });
    const now = reading(3000, { get: counter(30, 2000), set: counter(1, 500), del: counter(4, 3000, { failed: 2 }) });
    const { sinceMs, busyShare, commands } = commandFigures(now, before);
    expect(sinceMs).toBe(2000);
    expect(busyShare).toBeCloseTo(4000 / 1000 / 2000);
    const recent = Object.fromEntries(commands.map((one) => [one.command, one.recent]));
    expect(recent.get).toMatchObject({ callsPerSecond: 10, usecPerCall: 50, timeShare: 0.25 });
    // New since the last sample: everything that it counts happened in between.
    expect(recent.del).toMatchObject({ callsPerSecond: 2, timeShare: 0.75, failedPerSecond: 1 });
    expect(recent.set).toMatchObject({ callsPerSecond: 0, usecPerCall: null, timeShare: 0 });
  });

  test.each([
    ['a restart', reading(3000, { get: counter(30, 2000) }, { runId: 'r2' })],
    ['a restart with the same run id and a shorter uptime', reading(3000, { get: counter(30, 2000) }, { uptime: 0 })],
    ['fewer calls', reading(3000, { get: counter(9, 2000) })],
    ['less time', reading(3000, { get: counter(30, 999) })],
    ['a vanished command', reading(3000, { set: counter(30, 2000) })],
    ['fewer failed calls', reading(3000, { get: counter(30, 2000, { failed: 1 }) })],
    ['fewer errors', reading(3000, { get: counter(30, 2000, { failed: 3 }) }, { errors: { OOM: 1 } })],
    ['the same moment', reading(1000, { get: counter(30, 2000, { failed: 3 }) }, { errors: { OOM: 2 } })],
  ])('%s › no rates, and the totals stay', (_, now) => {
    const before = reading(1000, { get: counter(10, 1000, { failed: 2 }) }, { errors: { OOM: 2 } });
    const figures = commandFigures(now, before);
    expect(figures).toMatchObject({ sinceMs: null, busyShare: null });
    expect(figures.commands.every(({ recent }) => recent === null)).toBe(true);
    expect(figures.commands[0]?.calls).toBeGreaterThan(0);
  });

  test('the first sample › has totals and shares but no rates', () => {
    const { commands } = commandFigures(
      reading(0, { get: counter(4, 300), set: counter(0, 0), del: counter(1, 100) }),
      null,
    );
    expect(commands.map(({ command, usecPerCall, timeShare }) => [command, usecPerCall, timeShare])).toEqual([
      ['get', 75, 0.75],
      ['del', 100, 0.25],
      ['set', null, 0],
    ]);
  });

  test('equal times › are in the order of their names, independent of the locale', () => {
    const { commands } = commandFigures(
      reading(0, { b: counter(1, 5), a: counter(1, 5), 'config|get': counter(1, 5), Z: counter(1, 5) }),
      null,
    );
    expect(commands.map(({ command }) => command)).toEqual(['Z', 'a', 'b', 'config|get']);
  });

  test('many kinds of errors › the twenty most frequent, and their rates', () => {
    const errors = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`E${String(index).padStart(2, '0')}`, index]),
    );
    const before = reading(1000, {}, { errors: { E29: 19 } });
    const found = commandFigures(reading(2000, {}, { errors }), before).errors;
    expect(found).toHaveLength(20);
    expect(found[0]).toEqual({ code: 'E29', count: 29, perSecond: 10 });
  });

  test('a busy server with several threads › is at most wholly busy', () => {
    const now = reading(2000, { get: counter(2, 9_000_000) });
    expect(commandFigures(now, reading(1000, { get: counter(1, 0) })).busyShare).toBe(1);
  });

  test('any later sample › shares of time › add up to one', () => {
    const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(fc.nat(1000), fc.nat(100_000)), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(counts, counts, (first, added) => {
        const then = Object.fromEntries(
          Object.entries(first).map(([name, [calls, usec]]) => [name, counter(calls, usec)]),
        );
        const sum = { ...then };
        for (const [name, [calls, usec]] of Object.entries(added)) {
          sum[name] = counter(calls + (then[name]?.calls ?? 0), usec + (then[name]?.usec ?? 0));
        }
        const { commands } = commandFigures(reading(2000, sum), reading(1000, then));
        const shares = commands.map(({ recent }) => recent?.timeShare).filter((share) => typeof share === 'number');
        if (shares.length > 0) expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1);
        for (const { recent } of commands) expect(recent?.callsPerSecond).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
