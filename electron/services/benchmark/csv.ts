import type { BenchmarkTest } from '../../../shared/contract/benchmark.ts';

/**
 * What `redis-benchmark --csv` printed of one test. Since 6.2 a head names the columns
 * (`"test","rps","avg_latency_ms",…,"p50_latency_ms","p95_latency_ms","p99_latency_ms",…`), before there were the
 * name and requests per second alone.
 * @returns null when there is no result in it
 */
export function parseBenchmarkCsv(name: string, output: string): BenchmarkTest | null {
  const rows = output
    .split('\n')
    .filter((line) => line.startsWith('"'))
    .map((line) => [...line.matchAll(/"([^"]*)"/g)].map(([, cell]) => cell ?? ''));
  const [first, second] = rows;
  const head = first?.[0] === 'test' ? first : ['test', 'rps'];
  const row = first?.[0] === 'test' ? second : first;
  const figure = (column: string): number | null => {
    const cell = row?.[head.indexOf(column)];
    const number = cell === undefined || cell === '' ? Number.NaN : Number(cell);
    return Number.isFinite(number) ? number : null;
  };
  const requestsPerSecond = figure('rps');
  if (requestsPerSecond === null) return null;
  return {
    name,
    requestsPerSecond,
    p50Ms: figure('p50_latency_ms'),
    p95Ms: figure('p95_latency_ms'),
    p99Ms: figure('p99_latency_ms'),
  };
}
