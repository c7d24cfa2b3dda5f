import type { BenchmarkResult, BenchmarkTool } from '../../../../shared/contract/benchmark.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import type { Style } from '../../format/style.ts';

const tools: Readonly<Record<BenchmarkTool, string>> = {
  'redis-benchmark': 'redis-benchmark',
  'redis-benchmark-in-container': 'redis-benchmark in its container',
  'built-in': 'the app’s own load',
};

const head = ['Test', 'Requests per s', 'p50 ms', 'p95 ms', 'p99 ms'];

/** What was measured, as a table, and below it what has to be known about it. */
export function benchmarkLines(result: BenchmarkResult, style: Style): string[] {
  const { instance, database, tool, requests, clients, pipeline, tests, notes } = result;
  const rows = tests.map(({ name, requestsPerSecond, p50Ms, p95Ms, p99Ms }) => [
    name,
    formatCount(requestsPerSecond),
    ...[p50Ms, p95Ms, p99Ms].map((ms) => (ms === null ? '—' : ms.toFixed(3))),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd : cell.padStart).call(cell, widths[column] ?? 0))
      .join('  ');
  const how = `${formatCount(requests)} requests a test over ${counted(clients, 'connection')}`;
  const atOnce = pipeline > 1 ? `, ${pipeline} at once` : '';
  return [
    `${instance}, database ${database}, by ${tools[tool]}: ${how}${atOnce}.`,
    '',
    style.strong(line(head)),
    ...rows.map(line),
    '',
    ...notes,
    `Its keys are gone again. It took ${(result.durationMs / 1000).toFixed(1)} s.`,
  ];
}
