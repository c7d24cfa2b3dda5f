import {
  type BenchmarkInput,
  type BenchmarkResult,
  type BenchmarkTool,
  benchmarkInput,
} from '../../../shared/contract/benchmark.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { MIN_COMPARED_ROUNDS } from '../../../shared/contract/names.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { beginLab, type LabServiceDeps } from './lab/begin-lab.ts';
import { benchmarkLive, type LiveDeps } from './live-benchmark.ts';
import { findBenchmark } from './local-benchmark.ts';
import { benchmarkRuns } from './runs.ts';
import { commandsWith } from './tests.ts';

/** Measures the throughput and latency of an instance, or of scratch servers with its settings. */
export interface Benchmarks {
  /** @throws AppError BAD_VALUE, NOT_FOUND, NOT_RUNNING, BUSY; the operation's result is a `BenchmarkResult` */
  run(input: BenchmarkInput): Promise<OperationOf<'benchmark'>>;
  /** The program that would measure scratch servers of this computer. */
  tool(): Promise<{ readonly tool: BenchmarkTool }>;
  /** The kept results of an instance, newest first. @throws AppError NOT_FOUND */
  runs(id: string): Promise<BenchmarkResult[]>;
  /** Can be undone for ten minutes. @returns whether it existed. @throws AppError NOT_FOUND for an unknown instance */
  deleteRun(id: string, run: string): Promise<{ readonly deleted: boolean }>;
  /** @throws AppError NOT_FOUND for an unknown instance, or when the ten minutes are over */
  undoDeleteRun(id: string, run: string): Promise<{ readonly restored: true }>;
}

export type BenchmarkDeps = LiveDeps & LabServiceDeps;

const COMPARED_ROUNDS = 6;

export function createBenchmarks(deps: BenchmarkDeps): Benchmarks {
  const { home } = deps.environment;
  return {
    async run(given) {
      const input = benchmarkInput.parse(given);
      const { id, live, database, requests, clients, pipeline, valueBytes, against } = input;
      if (live && against !== undefined) throw liveAgainst();
      if (live && input.trafficSeconds !== undefined) throw liveReplay();
      const rounds = input.rounds ?? (against === undefined ? 1 : COMPARED_ROUNDS);
      if (against !== undefined && rounds < MIN_COMPARED_ROUNDS) throw tooFewRounds();
      const commands = commandsWith(valueBytes).filter(({ name }) => input.tests?.includes(name) ?? true);
      const work = { id, database, load: { requests, clients, pipeline, valueBytes }, rounds, commands };
      const keep = (result: BenchmarkResult) => benchmarkRuns(home, result.instance).keep(result);
      return live
        ? benchmarkLive(deps, work, keep)
        : beginLab(deps, { ...work, against, trafficSeconds: input.trafficSeconds ?? null }, keep);
    },
    async tool() {
      const program = await findBenchmark(deps.programPath);
      return { tool: program === null ? 'built-in' : 'redis-benchmark' };
    },
    async runs(id) {
      await requireInstance(deps, id);
      return [...(await benchmarkRuns(home, id).list())];
    },
    async deleteRun(id, run) {
      await requireInstance(deps, id);
      return { deleted: await benchmarkRuns(home, id).remove(run) };
    },
    async undoDeleteRun(id, run) {
      await requireInstance(deps, id);
      if (await benchmarkRuns(home, id).restore(run)) return { restored: true };
      const message = `The benchmark result of ${id} can no longer be restored: it was deleted more than ten minutes ago.`;
      throw new AppError('NOT_FOUND', message, { what: 'deleted benchmark result', id: run });
    },
  };
}

function liveAgainst(): AppError<'BAD_VALUE'> {
  const expected = 'a scratch server';
  const message = `A comparison runs on scratch servers, because it must not change the instance. Leave out live, or compare nothing.`;
  return new AppError('BAD_VALUE', message, { field: 'live', expected });
}

function liveReplay(): AppError<'BAD_VALUE'> {
  const message =
    'Recorded traffic is replayed on scratch servers only, because it would change the data of the instance. Leave out live, or the traffic.';
  return new AppError('BAD_VALUE', message, { field: 'live', expected: 'a scratch server' });
}

function tooFewRounds(): AppError<'BAD_VALUE'> {
  const expected = `at least ${MIN_COMPARED_ROUNDS} rounds`;
  const message = `A comparison of fewer rounds has no useful confidence interval. Give ${expected}.`;
  return new AppError('BAD_VALUE', message, { field: 'rounds', expected });
}
