import { intervalOf, mean } from '../../../../shared/benchmark/statistics.ts';
import { type BenchmarkFigure, type BenchmarkTest, benchmarkFigures } from '../../../../shared/contract/benchmark.ts';
import type { Measurement } from '../load.ts';

/** The means and confidence intervals of a test from the measurements of its rounds. */
export function summarize(name: string, rounds: readonly Measurement[]): BenchmarkTest {
  const of = (figure: BenchmarkFigure): readonly number[] | null => {
    const values = rounds.flatMap((round) => round[figure] ?? []);
    return values.length === rounds.length && values.length > 0 ? values : null;
  };
  const meanOf = (figure: BenchmarkFigure) => {
    const values = of(figure);
    return values === null ? null : mean(values);
  };
  const intervals = benchmarkFigures.map((figure) => [figure, intervalOf(of(figure) ?? [])]);
  return {
    name,
    requestsPerSecond: meanOf('requestsPerSecond') ?? 0,
    p50Ms: meanOf('p50Ms'),
    p95Ms: meanOf('p95Ms'),
    p99Ms: meanOf('p99Ms'),
    maxMs: meanOf('maxMs'),
    intervals: Object.fromEntries(intervals) as BenchmarkTest['intervals'],
    rounds: rounds.map(({ requestsPerSecond }) => requestsPerSecond),
  };
}
