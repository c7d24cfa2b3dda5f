import type { BenchmarkTest, BenchmarkVerdict } from '../contract/benchmark.ts';
import { differenceConfidence, overlap } from './statistics.ts';

/** Which of two sides is faster in each test that both have: neither where the confidence intervals overlap. */
export function verdictOf(a: readonly BenchmarkTest[], b: readonly BenchmarkTest[]): readonly BenchmarkVerdict[] {
  return a.flatMap((left) => {
    const right = b.find(({ name }) => name === left.name);
    if (right === undefined || left.requestsPerSecond === 0) return [];
    const ratio = right.requestsPerSecond / left.requestsPerSecond;
    const isUnclear = overlap(left.intervals.requestsPerSecond, right.intervals.requestsPerSecond);
    const faster = isUnclear ? 'neither' : ratio > 1 ? 'b' : 'a';
    return [{ test: left.name, faster, ratio, confidence: differenceConfidence(left.rounds, right.rounds) }];
  });
}
