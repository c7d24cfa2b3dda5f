import type { BenchmarkResult, BenchmarkTest } from '../contract/benchmark.ts';

const head = [
  ...['side', 'test', 'requests_per_second', 'low_95', 'high_95', 'p50_ms', 'p95_ms', 'p99_ms', 'max_ms', 'rounds'],
  ...['faster', 'ratio', 'confidence'],
];

/** A result as CSV: a line per side and test. Figures are plain numbers with a point; an unknown one is empty. */
export function benchmarkCsv({ tests, against, verdict }: BenchmarkResult): string {
  const lineOf = (side: string, test: BenchmarkTest) => {
    const { requestsPerSecond: interval = null } = test.intervals;
    const found = verdict.find((one) => one.test === test.name);
    return [
      ...[side, test.name, test.requestsPerSecond, interval?.low, interval?.high],
      ...[test.p50Ms, test.p95Ms, test.p99Ms, test.maxMs, test.rounds.length],
      ...[found?.faster, found?.ratio, found?.confidence],
    ];
  };
  const lines = [...tests.map((test) => lineOf('a', test)), ...(against?.tests ?? []).map((test) => lineOf('b', test))];
  return `${[head, ...lines].map((cells) => cells.map(cellText).join(',')).join('\n')}\n`;
}

function cellText(cell: string | number | null | undefined): string {
  return typeof cell === 'number' ? String(Number(cell.toPrecision(6))) : (cell ?? '');
}
