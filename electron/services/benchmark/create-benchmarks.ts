import type { BenchmarkInput, BenchmarkResult, BenchmarkTest } from '../../../shared/contract/benchmark.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { isReadOnly } from '../instances/registry/read-only.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { commandRefusal } from '../keyspace/read-only/command-refusal.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { configuredSettings } from '../redis/conf/server-settings.ts';
import type { RedisTarget } from '../redis/connection/redis-link.ts';
import { type RenamedCommands, requireOwnNames } from '../redis/connection/renamed-commands.ts';
import type { InfoFields } from '../redis/info/info.ts';
import type { RunInside } from '../runtimes/docker/containers/run-inside.ts';
import type { BenchmarkUndo } from './benchmark-undo.ts';
import { type Chosen, chooseCommands, chooseDatabase } from './conditions.ts';
import { containerBenchmark } from './container-benchmark.ts';
import { type Load, LoadError, type LoadTool } from './load.ts';
import { findBenchmark, localBenchmark } from './local-benchmark.ts';
import { ownLoad } from './own-load.ts';
import { removeBenchmarkKeys } from './remove-keys.ts';
import type { BenchmarkCommand } from './tests.ts';

/** Measures the throughput and latency of an instance. */
export interface Benchmarks {
  /** @throws AppError BAD_VALUE, NOT_FOUND, NOT_RUNNING, BUSY; the operation's result is a `BenchmarkResult` */
  run(input: BenchmarkInput): Promise<OperationOf<'benchmark'>>;
}

export interface BenchmarkDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'observer' | 'operations'> {
  /** PATH, to find the local redis-benchmark. */
  readonly programPath: string | undefined;
  readonly runInside: RunInside;
}

const CONTAINER_TIMEOUT_MS = 130_000;

export function createBenchmarks(deps: BenchmarkDeps): Benchmarks {
  return {
    async run(input) {
      const instance = await requireInstance(deps, input.id);
      const { target, info, renamed } = await ready(deps, instance);
      const database = chooseDatabase(input.database, await databaseCount(deps, instance), info);
      const { commands, notes } = await permitted(deps, instance, chooseCommands(input.tests, info, renamed));
      const needed = [...(target.password === null ? [] : ['AUTH']), ...(database === 0 ? [] : ['SELECT'])];
      requireOwnNames(renamed, 'The benchmark', needed);
      if (commands.length === 0) throw noResult(input.id, notes[0] ?? 'no test was chosen');
      const load = { database, requests: input.requests, clients: input.clients, pipeline: input.pipeline };
      const steps = [
        ...commands.map(stepOf),
        ...(commands.some(({ writes }) => writes) ? ['remove-benchmark-keys' as const] : []),
      ];
      const plan = { kind: 'benchmark', instance: input.id, title: `Benchmark ${input.id}`, steps } as const;
      return deps.operations.begin(plan, (op) => perform(deps, { instance, target, load, commands, notes }, op));
    },
  };
}

interface Work {
  readonly instance: ManagedInstance;
  readonly target: RedisTarget;
  readonly load: Load;
  readonly commands: readonly BenchmarkCommand[];
  readonly notes: readonly string[];
}

async function perform(deps: BenchmarkDeps, work: Work, op: OperationContext): Promise<BenchmarkResult> {
  const { instance, target, load, commands } = work;
  const startedAt = Date.now();
  const undo = undoOf(instance, load);
  const writes = undo !== null && commands.some((command) => command.writes);
  if (writes) {
    await op.undo.add(undo);
    // Keys left by a killed benchmark would distort the results of this one.
    await removeBenchmarkKeys(target, load.database);
  }
  const tests: BenchmarkTest[] = [];
  const notes = [...work.notes];
  let tool = await firstTool(deps, instance, target, notes);
  try {
    for (const command of commands) {
      await op.step(stepOf(command), async () => {
        let measured = await attempt(tool, command, load, op.signal);
        if (measured instanceof LoadError && measured.needsPassword && tool.tool !== 'built-in') {
          notes.push(
            'The built-in load generator was used: this redis-benchmark accepts a password only as an argument, which every user of this computer could read.',
          );
          tool = ownLoad(target);
          measured = await attempt(tool, command, load, op.signal);
        }
        if (measured instanceof LoadError) notes.push(`${command.name.toUpperCase()} failed: ${measured.message}`);
        else {
          tests.push(measured);
          op.progress(1, `${Math.round(measured.requestsPerSecond)} requests per second`);
        }
      });
    }
  } finally {
    tool.close();
  }
  if (tests.length === 0) throw noResult(instance.id, notes.at(-1) ?? 'no test could run');
  if (writes) {
    await op.step('remove-benchmark-keys', () => removeBenchmarkKeys(target, load.database));
    await op.undo.drop(undo);
  }
  const at = new Date(startedAt).toISOString();
  return { instance: instance.id, at, durationMs: Date.now() - startedAt, tool: tool.tool, ...load, notes, tests };
}

/** A failed test is part of the result and does not fail the benchmark. */
async function attempt(
  tool: LoadTool,
  command: BenchmarkCommand,
  load: Load,
  signal: AbortSignal,
): Promise<BenchmarkTest | LoadError> {
  try {
    return await tool.measure(command, load, signal);
  } catch (error) {
    if (error instanceof LoadError) return error;
    throw error;
  }
}

async function firstTool(
  deps: BenchmarkDeps,
  instance: ManagedInstance,
  target: RedisTarget,
  notes: string[],
): Promise<LoadTool> {
  const program = await findBenchmark(deps.programPath);
  // redis-benchmark cannot open a key with a passphrase.
  const canOpenKey = target.tls === undefined || target.tls.passphrase === null;
  if (program !== null && canOpenKey) return localBenchmark(program, target, deps.programPath);
  // Inside a container, certificates and sockets have other paths.
  if (instance.entry?.container && target.tls === undefined && target.path === undefined)
    return containerBenchmark((command) => deps.runInside(instance.id, command, CONTAINER_TIMEOUT_MS));
  const why = canOpenKey
    ? 'this computer has no redis-benchmark'
    : 'redis-benchmark cannot open a key with a passphrase';
  notes.push(`The built-in load generator was used: ${why}.`);
  return ownLoad(target);
}

async function ready(
  deps: BenchmarkDeps,
  instance: ManagedInstance,
): Promise<{ target: RedisTarget; info: InfoFields; renamed: RenamedCommands }> {
  const [{ status, answer }, settings] = await Promise.all([
    deps.observer.observe(instance),
    configuredSettings(confPlaceOf(instance)),
  ]);
  const address = instance.entry?.address;
  if (!answer || !address || status.state === 'starting') {
    const { id, state } = status;
    const message = status.problem?.message ?? `${id} is not running. Start it to run a benchmark.`;
    throw new AppError('NOT_RUNNING', message, { id, state });
  }
  const renamed = settings?.renamed ?? {};
  return { target: { ...address, password: settings?.password ?? null }, info: answer.info, renamed };
}

/** On a read-only instance, the tests whose commands only read, by the flags of the server's own COMMAND. */
async function permitted(deps: BenchmarkDeps, instance: ManagedInstance, chosen: Chosen): Promise<Chosen> {
  const { id } = instance;
  if (!(await isReadOnly(deps.environment, id))) return chosen;
  const link = await deps.observer.link(instance);
  const refusals = await Promise.all(
    chosen.commands.map(({ words }) => (link === null ? id : commandRefusal(link, id, words))),
  );
  const commands = chosen.commands.filter((_, at) => refusals[at] === null);
  if (commands.length === chosen.commands.length) return chosen;
  const note = `Only tests that read were run: ${id} is set to read-only in this app. Turn the switch off to run the others.`;
  return { commands, notes: [note, ...chosen.notes] };
}

/** Redis's default of 16 if CONFIG is not available. */
async function databaseCount(deps: BenchmarkDeps, instance: ManagedInstance): Promise<number> {
  const link = await deps.observer.link(instance);
  const reply = await link?.call(2000, 'CONFIG', 'GET', 'databases').catch(() => null);
  return Array.isArray(reply) ? Number(reply[1]) || 16 : 16;
}

function undoOf({ id, entry, paths }: ManagedInstance, { database }: Load): BenchmarkUndo | null {
  if (!entry) return null;
  return { type: 'benchmark-keys', id, runtime: entry.runtime, configFile: paths.configFile, database };
}

function stepOf({ name }: BenchmarkCommand) {
  return { id: 'measure-command', subject: name.toUpperCase() } as const;
}

function noResult(id: string, reason: string): AppError<'NOT_RUNNING'> {
  return new AppError('NOT_RUNNING', `The benchmark of ${id} gave no result: ${reason}`, { id, state: 'running' });
}
