import { describe, expect, test } from 'vitest';
import type { BenchmarkResult, BenchmarkTest, BenchmarkVerdict } from '../../../../shared/contract/benchmark.ts';
import { chooseStyle } from '../../format/style.ts';
import { benchmarkLines } from './benchmark-lines.ts';
import * as instanceWords from './words.ts';

const plain = chooseStyle(false, {});
const cells = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/ {2,}/g, ' | '));

const measured = (name: string, requestsPerSecond: number, change: Partial<BenchmarkTest> = {}): BenchmarkTest => ({
  ...{ name, requestsPerSecond, p50Ms: 0.1, p95Ms: null, p99Ms: 1.2345, maxMs: 3, rounds: [requestsPerSecond] },
  intervals: {
    requestsPerSecond: { low: requestsPerSecond - 500, high: requestsPerSecond + 500 },
  } as BenchmarkTest['intervals'],
  ...change,
});
const verdict = (test: string, faster: BenchmarkVerdict['faster'], ratio: number): BenchmarkVerdict => ({
  ...{ test, faster, ratio, confidence: 0.9996 },
});
const side = { version: '7.0.15', image: null, cores: null };
const result = (change: Partial<BenchmarkResult> = {}): BenchmarkResult => ({
  ...{ run: 'r1', instance: 'main', at: '2026-11-20T10:00:00.000Z', durationMs: 12_340, where: 'scratch' },
  ...{ tool: 'redis-benchmark', database: 3, requests: 100_000, clients: 50, pipeline: 1, valueBytes: 3, rounds: 5 },
  ...{ instanceOpsPerSecond: null, traffic: null, notes: [], a: side, against: null, verdict: [] },
  tests: [measured('GET', 120_000), measured('SET', 100_000)],
  ...change,
});
const lines = (change: Partial<BenchmarkResult> = {}, width = 160) =>
  cells(benchmarkLines(result(change), plain, width));
const against = {
  ...{ ...side, tests: [measured('GET', 180_000), measured('SET', 90_000)] },
  changes: [{ directive: 'io-threads', from: '1', to: '4' }],
};

describe('a benchmark in a terminal', () => {
  test('one server › its rates and latencies; unknown ones are dashes', () => {
    const shown = lines();
    expect(shown).toContain('GET | 120,000 | 0.100 | — | 1.234');
    expect(shown[0]).toBe(
      instanceWords.onAScratchServer(
        'main',
        'redis-benchmark',
        instanceWords.requestsATestOverCounted('100,000', '50 connections'),
        '',
      ),
    );
    expect(shown.at(-1)).toBe(instanceWords.theScratchServersAreRemoved('12.3'));
  });

  test('the instance itself › names the database, and that its keys were removed', () => {
    const shown = lines({ where: 'live', pipeline: 16, tool: 'built-in' });
    expect(shown[0]).toContain('16 at once');
    expect(shown[0]).toContain(instanceWords.theLoadGeneratorOfTheApp);
    expect(shown.at(-1)).toBe(instanceWords.itsKeysWereRemovedItTook('12.3'));
  });

  test('notes › come before the last line', () => {
    expect(lines({ notes: ['LPOP was skipped.'] }).at(-2)).toBe('LPOP was skipped.');
  });

  test('a narrow terminal › percentiles are dropped, the rate stays', () => {
    expect(lines({}, 24).some((line) => line === 'GET | 120,000')).toBe(true);
  });
});

describe('two servers in a terminal', () => {
  const mixed = { against, verdict: [verdict('GET', 'b', 1.5), verdict('SET', 'a', 0.8)] };

  test('compared › each test with both rates, their intervals and the verdict', () => {
    const shown = lines(mixed);
    expect(shown.find((line) => line.startsWith('GET'))).toBe(
      'GET | 120,000 | 500 | 180,000 | 500 | 1.234 | 1.234 | B faster 1.50x | 99 %',
    );
    expect(shown.find((line) => line.startsWith('SET'))).toContain('A faster 1.25x');
    expect(shown).toContain(instanceWords.aIsInstance('main', ', Redis 7.0.15'));
    expect(shown).toContain(instanceWords.bIs('io-threads 4'));
  });

  test('compared › the intervals overlap › no difference, and no confidence', () => {
    const shown = lines({ against, verdict: [verdict('GET', 'neither', 1.01), verdict('SET', 'neither', 1)] });
    expect(shown.find((line) => line.startsWith('GET'))).toMatch(/no difference \| —$/);
    expect(shown).toContain(instanceWords.summaryOfB(0, 0, 2));
  });

  test('compared › a test that only A ran › dashes for B', () => {
    const shown = lines({
      ...mixed,
      against: { ...against, tests: [against.tests[0] as BenchmarkTest] },
      verdict: [verdict('GET', 'b', 1.5)],
    });
    expect(shown.find((line) => line.startsWith('SET'))).toBe('SET | 100,000 | 500 | — | — | 1.234 | — | — | —');
  });

  test('compared › B won and A nowhere › the command that applies it; otherwise none', () => {
    const won = { against, verdict: [verdict('GET', 'b', 1.5), verdict('SET', 'neither', 1)] };
    expect(lines(won)).toContain(instanceWords.commandToApply('--action config --instance main --set io-threads=4'));
    expect(lines(mixed).some((line) => line.includes('--action config'))).toBe(false);
  });

  test('compared › a value with spaces, and one that is empty › quoted for a shell, and shown', () => {
    const changes = [
      { directive: 'save', from: '', to: '900 1' },
      { directive: 'notify-keyspace-events', from: 'A', to: '' },
      { directive: 'hz', from: '10', to: null },
    ];
    const shown = lines({ against: { ...against, changes }, verdict: [verdict('GET', 'b', 1.5)] });
    expect(shown).toContain(instanceWords.bIs('save 900 1, notify-keyspace-events "", hz default'));
    expect(shown.find((line) => line.includes('--action config'))).toContain("--set 'save=900 1'");
  });

  test('compared › another image › its name and version', () => {
    const image = { ...against, changes: [], image: 'redis:8', version: '8.0.1' };
    expect(lines({ against: image, verdict: [] })).toContain(
      instanceWords.bIs(instanceWords.imagePart('redis:8', ', Redis 8.0.1')),
    );
  });

  test('compared › what the instance needs › its share of the fastest test, and the cores', () => {
    const shown = lines({
      ...mixed,
      instanceOpsPerSecond: 1200,
      a: { ...side, cores: 1.04 },
      against: { ...against, cores: 3.5 },
    });
    expect(shown).toContain(
      `A uses 1.0 cores under load, B uses 3.5 cores under load. ${instanceWords.theInstanceServes('main', '1,200', '1.0 %')}`,
    );
    expect(lines({ ...mixed, instanceOpsPerSecond: 0 }).join('\n')).toContain('0 % of what A reaches');
  });
});
