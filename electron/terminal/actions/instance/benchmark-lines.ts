import type { BenchmarkResult, BenchmarkTool } from '../../../../shared/contract/benchmark.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import * as instanceWords from './words.ts';

const tools: Readonly<Record<BenchmarkTool, string>> = {
  'redis-benchmark': 'redis-benchmark',
  'redis-benchmark-in-container': instanceWords.redisBenchmarkInItsContainer,
  'built-in': instanceWords.theLoadGeneratorOfTheApp,
};

const columns: readonly TableColumn<BenchmarkResult['tests'][number]>[] = [
  { head: 'Test', cell: ({ name }) => name },
  { head: instanceWords.requestsPerS, cell: ({ requestsPerSecond }) => formatCount(requestsPerSecond), right: true },
  { head: 'p50 ms', cell: ({ p50Ms }) => milliseconds(p50Ms), right: true, goes: 2 },
  { head: 'p95 ms', cell: ({ p95Ms }) => milliseconds(p95Ms), right: true, goes: 3 },
  { head: 'p99 ms', cell: ({ p99Ms }) => milliseconds(p99Ms), right: true, goes: 1 },
];

function milliseconds(value: number | null): string {
  return value === null ? '—' : value.toFixed(3);
}

/** What was measured, as a table, and below it what has to be known about it. */
export function benchmarkLines(result: BenchmarkResult, style: Style, width: number): string[] {
  const { instance, database, tool, requests, clients, pipeline, tests, notes } = result;
  const table = tableLines(columns, tests, width);
  const how = instanceWords.requestsATestOverCounted(formatCount(requests), counted(clients, 'connection'));
  const atOnce = pipeline > 1 ? instanceWords.pipelineAtOnce(pipeline) : '';
  return [
    instanceWords.instanceDatabaseByValueHowAt(instance, database, tools[tool], how, atOnce),
    '',
    style.strong(table.head),
    ...table.rows,
    '',
    ...notes,
    instanceWords.itsKeysWereRemovedItTook((result.durationMs / 1000).toFixed(1)),
  ];
}
