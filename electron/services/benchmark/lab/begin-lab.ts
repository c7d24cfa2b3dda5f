import type { BenchmarkResult } from '../../../../shared/contract/benchmark.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { requireOwnNames } from '../../redis/connection/renamed-commands.ts';
import { findProgram } from '../../runtimes/process/program.ts';
import type { SettingsDeps } from '../../settings/plan/settings-deps.ts';
import type { Load } from '../load.ts';
import type { BenchmarkCommand } from '../tests.ts';
import { recordTraffic, type Traffic } from '../traffic/record-traffic.ts';
import { replayableCommands } from '../traffic/replayable.ts';
import { planSides, type Sides } from './plan-sides.ts';
import { requireRoom } from './room.ts';
import { labSteps, runLab } from './run-lab.ts';

export type LabServiceDeps = SettingsDeps;

export interface LabInput {
  readonly id: string;
  /** Undefined: 0. */
  readonly database: number | undefined;
  readonly load: Omit<Load, 'database'>;
  readonly rounds: number;
  readonly commands: readonly BenchmarkCommand[];
  /** How long the traffic of the instance is recorded; null: not at all. */
  readonly trafficSeconds: number | null;
  readonly against: Parameters<typeof planSides>[2];
}

/**
 * Begins a benchmark on scratch servers with the settings of an instance. Everything is checked before one starts.
 * @throws AppError BAD_VALUE, NOT_FOUND, NOT_RUNNING, NO_RUNTIME, DISK_FULL, BUSY
 */
export async function beginLab(
  deps: LabServiceDeps,
  input: LabInput,
  onDone: (result: BenchmarkResult) => Promise<void>,
): Promise<OperationOf<'benchmark'>> {
  const { id, load, rounds, commands } = input;
  const { home } = deps.environment;
  const sides = await planSides(deps, id, input.against);
  const database = input.database ?? 0;
  const both = [sides.a.conf, ...(sides.b === null ? [] : [sides.b.conf])];
  for (const conf of both) requireDatabase(conf, database);
  const limits = await limitsOf(deps, sides);
  const writesAof = both.some((conf) => fileValue(conf, 'appendonly')?.toLowerCase() === 'yes');
  await requireRoom(home, commands, { database, ...load }, { memoryBytes: limits.memoryBytes, writesAof });
  const program = await programOf(deps, sides);
  const { status } = await deps.observer.observe(sides.instance);
  const record = await recorderOf(deps, sides, input.trafficSeconds);
  const work = { sides, load: { database, ...load }, rounds, commands, limits, record };
  const title = sides.b === null ? `Benchmark ${id}` : `Compare benchmarks of ${id}`;
  const plan = { kind: 'benchmark', instance: id, title, steps: labSteps(work) } as const;
  const { startScratch } = deps.containers;
  const labDeps = { home, startScratch, program, programPath: deps.programPath };
  return deps.operations.begin(plan, async (op) => {
    const result = await runLab(labDeps, { ...work, instanceOpsPerSecond: status.commands.perSecond }, op);
    await onDone(result);
    return result;
  });
}

/**
 * Records the traffic of the instance, once the operation has begun.
 * @throws AppError COMMAND_UNAVAILABLE for a server without MONITOR or COMMAND
 */
async function recorderOf(
  deps: LabServiceDeps,
  { instance }: Sides,
  seconds: number | null,
): Promise<((op: OperationContext) => Promise<Traffic>) | null> {
  if (seconds === null) return null;
  const [settings, link] = await Promise.all([configuredSettings(confPlaceOf(instance)), deps.observer.link(instance)]);
  const address = instance.entry?.address;
  if (!address || link === null) return null;
  const renamed = settings?.renamed ?? {};
  requireOwnNames(renamed, 'A recording of traffic', ['MONITOR', 'COMMAND', ...(settings?.password ? ['AUTH'] : [])]);
  const target = { ...address, password: settings?.password ?? null, renamed };
  return async (op) => {
    const kept = await replayableCommands(link);
    const forMs = seconds * 1000;
    const progress = (commands: number, ms: number) =>
      op.progress(Math.min(1, ms / forMs), `${counted(commands, 'command')}`);
    return recordTraffic({ target, kept, forMs, signal: op.signal, progress });
  };
}

/** The same limits as the container of the instance. */
async function limitsOf(deps: LabServiceDeps, { instance, runtime }: Sides) {
  if (!can(runtime.kind, 'limits')) return { memoryBytes: null, cpus: null };
  const memoryBytes = await deps.containers.memoryLimit(instance.id);
  return { memoryBytes, cpus: instance.record?.limits.cpus ?? null };
}

/** @returns null for a runtime with images. @throws AppError NO_RUNTIME */
async function programOf({ programPath }: LabServiceDeps, { instance, runtime }: Sides): Promise<string | null> {
  if (can(runtime.kind, 'image')) return null;
  const program = await findProgram(programPath);
  if (program !== null) return program;
  const reason = 'no redis-server or valkey-server program was found';
  const message = `${instance.id} cannot be compared on a scratch server: ${reason}. Install redis-server with your package manager.`;
  throw new AppError('NO_RUNTIME', message, { reasons: [{ runtime: runtime.kind, reason }] });
}

const DEFAULT_DATABASES = 16;

function requireDatabase(conf: RedisConf, database: number): void {
  const count = Number(fileValue(conf, 'databases') ?? DEFAULT_DATABASES);
  if (database < count) return;
  const expected = `a database from 0 to ${count - 1}`;
  throw new AppError('BAD_VALUE', `There is no database ${database}. Choose ${expected}.`, {
    field: 'database',
    expected,
  });
}
