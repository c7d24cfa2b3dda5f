import type { BenchmarkResult, BenchmarkTest, BenchmarkTool } from '../../../../shared/contract/benchmark.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { quoted } from '../../../../shared/format/shell-word.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import * as instanceWords from './words.ts';

const tools: Readonly<Record<BenchmarkTool, string>> = {
  'redis-benchmark': 'redis-benchmark',
  'redis-benchmark-in-container': instanceWords.redisBenchmarkInItsContainer,
  'built-in': instanceWords.theLoadGeneratorOfTheApp,
};

const columns: readonly TableColumn<BenchmarkTest>[] = [
  { head: 'Test', cell: ({ name }) => name },
  { head: instanceWords.requestsPerS, cell: ({ requestsPerSecond }) => formatCount(requestsPerSecond), right: true },
  { head: 'p50 ms', cell: ({ p50Ms }) => milliseconds(p50Ms), right: true, dropRank: 2 },
  { head: 'p95 ms', cell: ({ p95Ms }) => milliseconds(p95Ms), right: true, dropRank: 3 },
  { head: 'p99 ms', cell: ({ p99Ms }) => milliseconds(p99Ms), right: true, dropRank: 1 },
];

function milliseconds(value: number | null): string {
  return value === null ? '—' : value.toFixed(3);
}

/** The measurements as a table, with notes below. */
export function benchmarkLines(result: BenchmarkResult, style: Style, width: number): string[] {
  const seconds = (result.durationMs / 1000).toFixed(1);
  const isLive = result.where === 'live';
  const end = isLive
    ? instanceWords.itsKeysWereRemovedItTook(seconds)
    : instanceWords.theScratchServersAreRemoved(seconds);
  const table = result.against === null ? plainTable(result, style, width) : comparedTable(result, style, width);
  return [headLine(result), ...table, '', ...result.notes, end];
}

function headLine({ instance, database, tool, requests, clients, pipeline, where }: BenchmarkResult): string {
  const how = instanceWords.requestsATestOverCounted(formatCount(requests), counted(clients, 'connection'));
  const atOnce = pipeline > 1 ? instanceWords.pipelineAtOnce(pipeline) : '';
  return where === 'live'
    ? instanceWords.benchmarkedLive(instance, database, tools[tool], how, atOnce)
    : instanceWords.onAScratchServer(instance, tools[tool], how, atOnce);
}

function plainTable({ tests }: BenchmarkResult, style: Style, width: number): string[] {
  const table = tableLines(columns, tests, width);
  return ['', style.strong(table.head), ...table.rows];
}

interface ComparedRow {
  readonly a: BenchmarkTest;
  readonly b: BenchmarkTest | undefined;
  readonly verdict: BenchmarkResult['verdict'][number] | undefined;
}

const comparedColumns: readonly TableColumn<ComparedRow>[] = [
  { head: 'Test', cell: ({ a }) => a.name },
  { head: instanceWords.aRate, cell: ({ a }) => formatCount(a.requestsPerSecond), right: true },
  { head: '±', cell: ({ a }) => halfWidth(a), right: true, dropRank: 2 },
  { head: instanceWords.bRate, cell: ({ b }) => (b ? formatCount(b.requestsPerSecond) : '—'), right: true },
  { head: '±', cell: ({ b }) => (b ? halfWidth(b) : '—'), right: true, dropRank: 2 },
  { head: 'A p99 ms', cell: ({ a }) => milliseconds(a.p99Ms), right: true, dropRank: 3 },
  { head: 'B p99 ms', cell: ({ b }) => milliseconds(b?.p99Ms ?? null), right: true, dropRank: 3 },
  { head: instanceWords.result, cell: ({ verdict }) => resultText(verdict) },
  { head: instanceWords.confidence, cell: ({ verdict }) => confidenceText(verdict), right: true, dropRank: 1 },
];

function halfWidth({ intervals: { requestsPerSecond: interval } }: BenchmarkTest): string {
  return interval == null ? '—' : formatCount((interval.high - interval.low) / 2);
}

function resultText(verdict: ComparedRow['verdict']): string {
  if (verdict === undefined) return '—';
  const { faster, ratio } = verdict;
  if (faster === 'neither') return instanceWords.noDifference;
  return instanceWords.sideFaster(faster.toUpperCase(), (faster === 'b' ? ratio : 1 / ratio).toFixed(2));
}

/** Rounded down, so that 99 % is at least that. */
function confidenceText(verdict: ComparedRow['verdict']): string {
  return verdict === undefined || verdict.faster === 'neither' ? '—' : `${Math.floor(verdict.confidence * 100)} %`;
}

function comparedTable(result: BenchmarkResult, style: Style, width: number): string[] {
  const { tests, against, verdict, rounds } = result;
  const rows = tests.map((a): ComparedRow => {
    const b = against?.tests.find(({ name }) => name === a.name);
    return { a, b, verdict: verdict.find(({ test }) => test === a.name) };
  });
  const table = tableLines(comparedColumns, rows, width);
  const count = (side: 'a' | 'b') => verdict.filter(({ faster }) => faster === side).length;
  return [
    ...sideLines(result),
    '',
    style.strong(table.head),
    ...table.rows,
    '',
    instanceWords.meansOfRounds(rounds),
    instanceWords.summaryOfB(count('b'), count('a'), verdict.length),
    ...needLines(result),
    ...applyLines(result),
  ];
}

function sideLines({ instance, a, against }: BenchmarkResult): string[] {
  const version = (of: string | null) => (of === null ? '' : instanceWords.versionPart(of));
  const changes = (against?.changes ?? []).map(
    ({ directive, to }) => `${directive} ${to === '' ? '""' : (to ?? 'default')}`,
  );
  const isOther = against !== null && against.image !== a.image && against.image !== null;
  const image = isOther ? [instanceWords.imagePart(against.image ?? '', version(against.version))] : [];
  return [
    instanceWords.aIsInstance(instance, version(a.version)),
    instanceWords.bIs([...changes, ...image].join(', ')),
  ];
}

/** The gain beside what the instance needs. */
function needLines({ instance, tests, instanceOpsPerSecond, a, against }: BenchmarkResult): string[] {
  const fastest = Math.max(...tests.map(({ requestsPerSecond }) => requestsPerSecond));
  const uses = [
    ...(a.cores === null ? [] : [['A', a.cores] as const]),
    ...(against?.cores == null ? [] : [['B', against.cores] as const]),
  ];
  const cores = uses.map(([side, used]) => instanceWords.serverUses(side, used.toFixed(1))).join(', ');
  if (instanceOpsPerSecond === null) return cores === '' ? [] : [`${cores}.`];
  const share = `${((instanceOpsPerSecond / fastest) * 100).toFixed(instanceOpsPerSecond > 0 ? 1 : 0)} %`;
  const need = instanceWords.theInstanceServes(instance, formatCount(instanceOpsPerSecond), share);
  return [cores === '' ? need : `${cores}. ${need}`];
}

/** The command that applies B's settings to the instance, if B won. */
function applyLines({ instance, against, verdict }: BenchmarkResult): string[] {
  const wins = verdict.some(({ faster }) => faster === 'b') && !verdict.some(({ faster }) => faster === 'a');
  if (!wins || against === null || against.changes.length === 0) return [];
  const sets = against.changes.map(({ directive, to }) => `--set ${quoted(`${directive}=${to ?? ''}`)}`).join(' ');
  return [instanceWords.commandToApply(`--action config --instance ${instance} ${sets}`)];
}
