import { randomBytes, randomUUID } from 'node:crypto';
import { mean } from '../../../../shared/benchmark/statistics.ts';
import { verdictOf } from '../../../../shared/benchmark/verdict.ts';
import type { BenchmarkResult, BenchmarkTest } from '../../../../shared/contract/benchmark.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { ScratchError, type ScratchServer } from '../../scratch/scratch-server.ts';
import { type SettingsServerDeps, startWithSettings } from '../../scratch/settings-server.ts';
import { type Load, LoadError, type LoadTool, type Measurement } from '../load.ts';
import type { BenchmarkCommand } from '../tests.ts';
import type { Traffic } from '../traffic/record-traffic.ts';
import { replayTraffic, TRAFFIC } from '../traffic/replay-traffic.ts';
import type { Side, Sides } from './plan-sides.ts';
import { scratchTool } from './scratch-tool.ts';
import { coresBetween, serverUse } from './server-use.ts';
import { summarize } from './summarize.ts';

export interface LabDeps extends SettingsServerDeps {
  readonly programPath: string | undefined;
}

export interface LabWork {
  readonly sides: Sides;
  readonly load: Load;
  readonly rounds: number;
  readonly commands: readonly BenchmarkCommand[];
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
  readonly instanceOpsPerSecond: number | null;
  /** Records the traffic of the instance to replay; null: none. */
  readonly record: ((op: OperationContext) => Promise<Traffic>) | null;
}

/** What was measured on one side. */
interface SideRecord {
  readonly side: Side;
  readonly rounds: Map<string, Measurement[]>;
  readonly cores: number[];
  version: string | null;
  tool: BenchmarkResult['tool'];
}

/** The steps of a benchmark on scratch servers, in order. */
export function labSteps({ sides, rounds, record }: Pick<LabWork, 'sides' | 'rounds' | 'record'>) {
  return [
    ...(record === null ? [] : ['record-traffic' as const]),
    ...(sides.b?.image != null && sides.b.image !== sides.a.image ? ['get-image' as const] : []),
    ...orderOf(sides, rounds).map(({ side, round }) => stepOf(side, round, rounds, sides.b !== null)),
  ];
}

function stepOf({ name }: Side, round: number, rounds: number, compares: boolean) {
  return { id: 'measure-round', subject: `${round + 1} of ${rounds}${compares ? `, ${name}` : ''}` } as const;
}

/** A B, B A, A B …: a change of the machine's load affects both sides equally. */
function orderOf({ a, b }: Sides, rounds: number): readonly { readonly side: Side; readonly round: number }[] {
  const both = b === null ? [a] : [a, b];
  return Array.from({ length: rounds }, (_, round) =>
    (round % 2 === 0 ? both : [...both].reverse()).map((side) => ({ side, round })),
  ).flat();
}

/**
 * Measures each side on a new scratch server per round, so that random differences between two processes with the same
 * settings count as noise and not as a result.
 */
export async function runLab(deps: LabDeps, work: LabWork, op: OperationContext): Promise<BenchmarkResult> {
  const startedAt = Date.now();
  const { sides, load, rounds, commands } = work;
  const { a, b, runtime } = sides;
  if (b?.image != null && b.image !== a.image) {
    const image = b.image;
    await op.step('get-image', () => runtime.prepare({ image, imageArchive: null, newer: false }, op));
  }
  const { record: recordTraffic } = work;
  const traffic = recordTraffic === null ? null : await op.step('record-traffic', () => recordTraffic(op));
  const tests = [
    ...commands.map(({ name }) => name.toUpperCase()),
    ...(traffic === null || traffic.commands.length === 0 ? [] : [TRAFFIC]),
  ];
  const records = new Map([a, ...(b === null ? [] : [b])].map((side) => [side.name, newRecord(side)]));
  const failures = new Map<string, string>();
  const container = `vrooli-scratch-${randomBytes(6).toString('hex')}`;
  const undo: readonly UndoEntry[] = can(runtime.kind, 'image') ? [{ type: 'container', name: container }] : [];
  await op.undo.add(...undo);
  for (const { side, round } of orderOf(sides, rounds)) {
    const record = records.get(side.name) ?? newRecord(side);
    await op.step(stepOf(side, round, rounds, b !== null), () =>
      measureRound(deps, { ...work, traffic, container }, record, failures, op),
    );
  }
  await op.undo.drop(...undo);
  const testsOf = (name: 'A' | 'B'): BenchmarkTest[] =>
    tests
      .filter((test) => !failures.has(test))
      .map((test) => summarize(test, records.get(name)?.rounds.get(test) ?? []));
  const ofA = testsOf('A');
  const reasons = [...failures].map(([test, reason]) => `${test} failed: ${reason}`);
  if (ofA.length === 0) throw noResult(sides.instance.id, reasons[0] ?? 'no test could run');
  const against = b === null ? null : testsOf('B');
  return {
    run: randomUUID(),
    instance: sides.instance.id,
    at: new Date(startedAt).toISOString(),
    durationMs: Date.now() - startedAt,
    where: 'scratch',
    tool: records.get('A')?.tool ?? 'redis-benchmark',
    ...load,
    rounds,
    instanceOpsPerSecond: work.instanceOpsPerSecond,
    traffic: traffic && {
      ...{ seconds: traffic.ms / 1000, commands: traffic.commands.length, bytes: traffic.bytes },
      leftOut: traffic.leftOut,
    },
    notes: [...notesOf(records.get('A')?.tool), ...trafficNotes(sides.instance.id, traffic), ...reasons],
    a: describeSide(records.get('A')),
    tests: ofA,
    against: against && { ...describeSide(records.get('B')), changes: [...sides.changes], tests: against },
    verdict: against === null ? [] : [...verdictOf(ofA, against)],
  };
}

function newRecord(side: Side): SideRecord {
  return { side, rounds: new Map(), cores: [], version: null, tool: 'redis-benchmark' };
}

function describeSide(record: SideRecord | undefined) {
  const { version = null, cores = [] } = record ?? {};
  return { version, image: record?.side.image ?? null, cores: cores.length === 0 ? null : mean(cores) };
}

async function measureRound(
  deps: LabDeps,
  work: LabWork & { readonly container: string; readonly traffic: Traffic | null },
  record: SideRecord,
  failures: Map<string, string>,
  op: OperationContext,
): Promise<void> {
  const { sides, load, commands, limits, container, traffic } = work;
  const { conf, image } = record.side;
  op.progress(0, null);
  const server = await startWithSettings(deps, {
    ...{ runtime: sides.runtime.kind, conf, image, container, signal: op.signal },
    ...limits,
  }).catch((error: unknown) => {
    throw error instanceof ScratchError ? startFailed(record.side, error) : error;
  });
  try {
    await measureAll(deps, { load, commands, traffic, server, record, failures }, op);
  } finally {
    await server.close();
  }
}

interface RoundWork {
  readonly load: Load;
  readonly commands: readonly BenchmarkCommand[];
  readonly traffic: Traffic | null;
  readonly server: ScratchServer;
  readonly record: SideRecord;
  readonly failures: Map<string, string>;
}

async function measureAll(deps: LabDeps, work: RoundWork, op: OperationContext): Promise<void> {
  const { load, server, record, failures } = work;
  const tool = await scratchTool(server, deps.programPath);
  record.tool = tool.tool;
  try {
    // The first connections and page faults of a new process are not part of the result.
    const warmUp = { ...load, requests: Math.min(load.requests, WARM_UP_REQUESTS) };
    await tool.measure({ name: 'ping', words: ['PING'], writes: false }, warmUp, op.signal);
    const before = await serverUse(server);
    record.version = before?.version ?? record.version;
    const measures = measuresOf(work, tool);
    for (const [index, { test, measure }] of measures.entries()) {
      if (failures.has(test)) continue;
      try {
        const measured = await measure(AbortSignal.any([op.signal, timeLimit(load)]));
        record.rounds.set(test, [...(record.rounds.get(test) ?? []), measured]);
        const rate = Math.round(measured.requestsPerSecond).toLocaleString('en-US');
        op.progress((index + 1) / measures.length, `${test}, ${rate} requests per second`);
      } catch (error) {
        op.signal.throwIfAborted();
        failures.set(test, reasonOf(error));
      }
    }
    const cores = coresBetween(before, await serverUse(server));
    if (cores !== null) record.cores.push(cores);
  } finally {
    tool.close();
  }
}

interface Measure {
  readonly test: string;
  readonly measure: (signal: AbortSignal) => Promise<Measurement>;
}

/** The tests in order, and after them the recorded traffic. */
function measuresOf({ commands, load, traffic, server }: RoundWork, tool: LoadTool): readonly Measure[] {
  const tests = commands.map(
    (command): Measure => ({
      test: command.name.toUpperCase(),
      measure: (signal) => tool.measure(command, load, signal),
    }),
  );
  if (traffic === null || traffic.commands.length === 0) return tests;
  const measure = async (signal: AbortSignal) => {
    const target = server.target();
    if (target === null) throw new LoadError('programs of this computer cannot reach the scratch server');
    return replayTraffic(target, traffic, load, signal);
  };
  return [...tests, { test: TRAFFIC, measure }];
}

const WARM_UP_REQUESTS = 2000;

/** Slower than a disk that takes 20 ms for every write of the AOF. */
function timeLimit({ requests }: Load): AbortSignal {
  return AbortSignal.timeout(60_000 + requests * 20);
}

function reasonOf(error: unknown): string {
  if (error instanceof LoadError) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return 'it took too long';
  throw error;
}

function notesOf(tool: BenchmarkResult['tool'] | undefined): readonly string[] {
  return tool === 'built-in' ? ['The built-in load generator was used: this computer has no redis-benchmark.'] : [];
}

function trafficNotes(id: string, traffic: Traffic | null): readonly string[] {
  if (traffic === null) return [];
  const { commands, ms, bytes, leftOut, isFull } = traffic;
  const time = `${(ms / 1000).toFixed(1)} s`;
  if (commands.length === 0) return [`No client of ${id} sent a command that reads or writes keys within ${time}.`];
  const others =
    leftOut === 0 ? '' : `, without ${counted(leftOut, 'other')} that hold secrets, touch no keys or are too long`;
  const early = isFull ? ' The recording ended early, at its limit of commands or bytes.' : '';
  return [
    `TRAFFIC replays ${counted(commands.length, 'command')} of ${id} (${formatBytes(bytes)}, ${time})${others}, on a server that begins empty.${early} MONITOR, which recorded them, slows a server: ${id} was slower for ${time}.`,
  ];
}

function startFailed({ name, image }: Side, { message: reason, output }: ScratchError): AppError<'START_FAILED'> {
  const of = image === null ? '' : ` of ${image}`;
  const log = output.split('\n').filter((line) => line.trim() !== '');
  const message = `The scratch server ${name}${of} did not start: ${reason}. The instance was not touched.`;
  return new AppError('START_FAILED', message, { id: 'scratch', log: log.slice(-20) });
}

function noResult(id: string, reason: string): AppError<'NOT_RUNNING'> {
  return new AppError('NOT_RUNNING', `The benchmark of ${id} gave no result: ${reason}`, { id, state: 'running' });
}
