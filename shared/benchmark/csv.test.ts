import { expect, test } from 'vitest';
import type { BenchmarkResult, BenchmarkTest } from '../contract/benchmark.ts';
import { benchmarkCsv } from './csv.ts';

const set: BenchmarkTest = {
  ...{ name: 'SET', requestsPerSecond: 1234.56789, p50Ms: 0.1, p95Ms: null, p99Ms: 0.3, maxMs: 2, rounds: [1, 2, 3] },
  intervals: { requestsPerSecond: { low: 1200, high: 1300 }, p50Ms: null, p95Ms: null, p99Ms: null, maxMs: null },
};

test('benchmark CSV › two sides › a line for each test, unknown figures empty', () => {
  const result = {
    tests: [set],
    against: { tests: [set] },
    verdict: [{ test: 'SET', faster: 'neither', ratio: 1, confidence: 0.25 }],
  } as unknown as BenchmarkResult;
  expect(benchmarkCsv(result).split('\n')).toEqual([
    'side,test,requests_per_second,low_95,high_95,p50_ms,p95_ms,p99_ms,max_ms,rounds,faster,ratio,confidence',
    'a,SET,1234.57,1200,1300,0.1,,0.3,2,3,neither,1,0.25',
    'b,SET,1234.57,1200,1300,0.1,,0.3,2,3,neither,1,0.25',
    '',
  ]);
});
