import { randomUUID } from 'node:crypto';
import { mean } from '../../../shared/benchmark/statistics.ts';
import type { BenchmarkResult, BenchmarkTest } from '../../../shared/contract/benchmark.ts';
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
import { summarize } from './lab/summarize.ts';
import { type Load, LoadError, type LoadTool, type Measurement } from './load.ts';
import { findBenchmark, localBenchmark } from './local-benchmark.ts';
import { ownLoad } from './own-load.ts';
import { removeBenchmarkKeys } from './remove-keys.ts';
import type { BenchmarkCommand } from './tests.ts';

export interface LiveDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'observer' | 'operations'> {
  /** PATH, to find the local redis-benchmark. */
  readonly programPath: string | undefined;
  readonly runInside: RunInside;
}

const CONTAINER_TIMEOUT_MS = 130_000;

/** A benchmark of the instance itself. */
export interface LiveInput {
  readonly id: string;
  /** Undefined: the last database without keys. */
  readonly database: number | undefined;
  readonly load: Omit<Load, 'database'>;
  readonly rounds: number;
  readonly commands: readonly BenchmarkCommand[];
}

/**
 * Measures an instance with the benchmark's own keys in a separate database, and removes them at the end.
 * @throws AppError BAD_VALUE, NOT_FOUND, NOT_RUNNING, BUSY
 */
export async function benchmarkLive(
  deps: LiveDeps,
  input: LiveInput,
  onDone: (result: BenchmarkResult) => Promise<void>,
): Promise<OperationOf<'benchmark'>> {
  const { id } = input;
  const instance = await requireInstance(deps, id);
  const { target, info, renamed, opsPerSecond } = await ready(deps, instance);
  const database = chooseDatabase(input.database, await databaseCount(deps, instance), info);
  const { commands, notes } = await permitted(deps, instance, chooseCommands(undefined, info, renamed, input.commands));
  const needed = [...(target.password === null ? [] : ['AUTH']), ...(database === 0 ? [] : ['SELECT'])];
  requireOwnNames(renamed, 'The benchmark', needed);
  if (commands.length === 0) throw noResult(id, notes[0] ?? 'no test was chosen');
  const steps = [
    ...commands.map(stepOf),
    ...(commands.some(({ writes }) => writes) ? ['remove-benchmark-keys' as const] : []),
  ];
  const plan = { kind: 'benchmark', instance: id, title: `Benchmark ${id}`, steps } as const;
  const work = { instance, target, load: { database, ...input.load }, rounds: input.rounds, commands, notes };
  const version = info.get('valkey_version') ?? info.get('redis_version') ?? null;
  return deps.operations.begin(plan, async (op) => {
    const result = await perform(deps, { ...work, opsPerSecond, version }, op);
    await onDone(result);
    return result;
  });
}

interface Work {
  readonly instance: ManagedInstance;
  readonly target: RedisTarget;
  readonly load: Load;
  readonly rounds: number;
  readonly version: string | null;
  readonly opsPerSecond: number | null;
  readonly commands: readonly BenchmarkCommand[];
  readonly notes: readonly string[];
}

async function perform(deps: LiveDeps, work: Work, op: OperationContext): Promise<BenchmarkResult> {
  const { instance, target, load, rounds, commands } = work;
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
        let measured = await attempt(tool, command, load, rounds, op);
        if (measured instanceof LoadError && measured.needsPassword && tool.tool !== 'built-in') {
          notes.push(
            'The built-in load generator was used: this redis-benchmark accepts a password only as an argument, which every user of this computer could read.',
          );
          tool = ownLoad(target);
          measured = await attempt(tool, command, load, rounds, op);
        }
        if (measured instanceof LoadError) notes.push(`${command.name.toUpperCase()} failed: ${measured.message}`);
        else {
          tests.push(summarize(command.name.toUpperCase(), measured));
          const rate = mean(measured.map(({ requestsPerSecond }) => requestsPerSecond));
          op.progress(1, `${Math.round(rate)} requests per second`);
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
  const { version, opsPerSecond } = work;
  return {
    ...{ run: randomUUID(), instance: instance.id, at, durationMs: Date.now() - startedAt, where: 'live' },
    ...{ tool: tool.tool, ...load, rounds, instanceOpsPerSecond: opsPerSecond, traffic: null, notes },
    a: { version, image: instance.entry?.image ?? null, cores: null },
    tests,
    against: null,
    verdict: [],
  };
}

/** A failed test is part of the result and does not fail the benchmark. */
async function attempt(
  tool: LoadTool,
  command: BenchmarkCommand,
  load: Load,
  rounds: number,
  op: OperationContext,
): Promise<readonly Measurement[] | LoadError> {
  const measured: Measurement[] = [];
  try {
    while (measured.length < rounds) {
      measured.push(await tool.measure(command, load, op.signal));
      op.progress(measured.length / rounds, null);
    }
    return measured;
  } catch (error) {
    if (error instanceof LoadError) return error;
    throw error;
  }
}

async function firstTool(
  deps: LiveDeps,
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
  deps: LiveDeps,
  instance: ManagedInstance,
): Promise<{ target: RedisTarget; info: InfoFields; renamed: RenamedCommands; opsPerSecond: number | null }> {
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
  const target = { ...address, password: settings?.password ?? null };
  return { target, info: answer.info, renamed, opsPerSecond: status.commands.perSecond };
}

/** On a read-only instance, the tests whose commands only read, by the flags of the server's own COMMAND. */
async function permitted(deps: LiveDeps, instance: ManagedInstance, chosen: Chosen): Promise<Chosen> {
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
async function databaseCount(deps: LiveDeps, instance: ManagedInstance): Promise<number> {
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
