import { z } from 'zod';
import { procedure } from './base.ts';
import { benchmarkTestNames } from './names.ts';
import { operationOf } from './operation.ts';
import { instanceId, timestamp } from './values.ts';

/** A test of the benchmark. */
export const benchmarkTestName = z.enum(benchmarkTestNames);
export type BenchmarkTestName = z.infer<typeof benchmarkTestName>;

/** The result of one test. Times from request to reply in ms; null if the program does not report them. */
export const benchmarkTest = z.object({
  name: z.string(),
  requestsPerSecond: z.number(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});
export type BenchmarkTest = z.infer<typeof benchmarkTest>;

/**
 * The program that measured: the local `redis-benchmark`, the one inside the container, or the app's own load. The
 * app's own load reaches lower figures, so compare them only with each other.
 */
export const benchmarkTool = z.enum(['redis-benchmark', 'redis-benchmark-in-container', 'built-in']);
export type BenchmarkTool = z.infer<typeof benchmarkTool>;

/** The result of an operation of kind `benchmark`. */
export const benchmarkResult = z.object({
  instance: instanceId,
  at: timestamp,
  durationMs: z.number(),
  tool: benchmarkTool,
  /** The database that held its keys, which are deleted at the end. */
  database: z.number().int(),
  /** Per test. */
  requests: z.number().int(),
  clients: z.number().int(),
  pipeline: z.number().int(),
  /** Sentences about tests that were skipped or changed, with the reason. */
  notes: z.array(z.string()),
  tests: z.array(benchmarkTest),
});
export type BenchmarkResult = z.infer<typeof benchmarkResult>;

export const benchmarkInput = z.object({
  id: instanceId,
  /** Left out: the last database without keys. */
  database: z.number().int().min(0).max(999_999).optional(),
  requests: z.number().int().min(100).max(10_000_000).default(50_000),
  clients: z.number().int().min(1).max(500).default(20),
  /** Requests per write, sent without waiting for the replies in between. */
  pipeline: z.number().int().min(1).max(1000).default(1),
  /** Left out: all. */
  tests: z.array(benchmarkTestName).min(1).max(benchmarkTestName.options.length).optional(),
});
export type BenchmarkInput = z.infer<typeof benchmarkInput>;

export const benchmarkOperation = operationOf('benchmark', benchmarkResult);

export const benchmarks = {
  /** Fails before it starts with BAD_VALUE, NOT_FOUND, NOT_RUNNING or BUSY. */
  run: procedure.input(benchmarkInput).output(benchmarkOperation),
};
