import type { Measurement } from './load.ts';

/**
 * Parses the output of `redis-benchmark --csv` for one test. Since 6.2 a header names the columns
 * (`"test","rps","avg_latency_ms",…,"p50_latency_ms","p95_latency_ms","p99_latency_ms",…`); earlier versions print only
 * the name and requests per second.
 * @returns null without a result; `too short` if the test ended within a millisecond, which is then `inf` requests per
 * second
 */
export function parseBenchmarkCsv(name: string, output: string): Measurement | 'too short' | null {
  const rows = output
    .split('\n')
    .filter((line) => line.startsWith('"'))
    .map((line) => [...line.matchAll(/"([^"]*)"/g)].map(([, cell]) => cell ?? ''));
  const [first, second] = rows;
  const header = first?.[0] === 'test' ? first : ['test', 'rps'];
  const row = first?.[0] === 'test' ? second : first;
  if (row?.[header.indexOf('rps')] === 'inf') return 'too short';
  const numberIn = (column: string): number | null => {
    const cell = row?.[header.indexOf(column)];
    const number = cell === undefined || cell === '' ? Number.NaN : Number(cell);
    return Number.isFinite(number) ? number : null;
  };
  const requestsPerSecond = numberIn('rps');
  if (requestsPerSecond === null) return null;
  return {
    name,
    requestsPerSecond,
    p50Ms: numberIn('p50_latency_ms'),
    p95Ms: numberIn('p95_latency_ms'),
    p99Ms: numberIn('p99_latency_ms'),
    maxMs: numberIn('max_latency_ms'),
  };
}
