import { expect, test } from 'vitest';
import { verdictOf } from '../../../../shared/benchmark/verdict.ts';
import type { Measurement } from '../load.ts';
import { summarize } from './summarize.ts';

const round = (requestsPerSecond: number, p50Ms: number | null = 0.1): Measurement => ({
  ...{ name: 'SET', requestsPerSecond, p50Ms, p95Ms: 0.2, p99Ms: 0.3, maxMs: 1 },
});

test('summary › rounds › means and intervals; a figure that a round lacks is unknown', () => {
  const set = summarize('SET', [round(100), round(110), round(120, null)]);
  expect(set).toMatchObject({
    requestsPerSecond: 110,
    p50Ms: null,
    p95Ms: expect.closeTo(0.2),
    rounds: [100, 110, 120],
  });
  expect(set.intervals.p50Ms).toBeNull();
  expect(set.intervals.requestsPerSecond?.low).toBeLessThan(100);
});

test('verdict › intervals apart › names the faster side with its ratio', () => {
  const slow = summarize('SET', [round(100), round(101), round(99)]);
  const fast = summarize('SET', [round(150), round(151), round(149)]);
  expect(verdictOf([slow], [fast])).toMatchObject([{ test: 'SET', faster: 'b', ratio: 1.5 }]);
  const [reverse] = verdictOf([fast], [slow]);
  expect(reverse).toMatchObject({ faster: 'a' });
  expect(reverse?.confidence).toBeGreaterThan(0.99);
});

test('verdict › intervals overlap, or the other side lacks the test › no winner', () => {
  const a = summarize('SET', [round(100), round(120), round(110)]);
  const b = summarize('SET', [round(112), round(104), round(121)]);
  expect(verdictOf([a], [b])).toMatchObject([{ faster: 'neither' }]);
  expect(verdictOf([a], [])).toEqual([]);
});
