import { z } from 'zod';
import { procedure } from './base.ts';
import { benchmarkTestNames } from './names.ts';
import { operationOf } from './operation.ts';
import { instanceId, timestamp } from './values.ts';

/** What is measured. */
export const benchmarkTestName = z.enum(benchmarkTestNames);
export type BenchmarkTestName = z.infer<typeof benchmarkTestName>;

/** One test's result. Times are from sending a request to its reply, ms; null where the program does not tell. */
export const benchmarkTest = z.object({
  name: z.string(),
  requestsPerSecond: z.number(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});
export type BenchmarkTest = z.infer<typeof benchmarkTest>;

/**
 * What measured: `redis-benchmark` of this machine, that of the image inside of the container, or the app's own load,
 * whose figures are lower and only to be compared with each other.
 */
export const benchmarkTool = z.enum(['redis-benchmark', 'redis-benchmark-in-container', 'built-in']);
export type BenchmarkTool = z.infer<typeof benchmarkTool>;

/** The result of an operation of kind `benchmark`. */
export const benchmarkResult = z.object({
  instance: instanceId,
  at: timestamp,
  durationMs: z.number(),
  tool: benchmarkTool,
  /** Which database its keys were in; they are gone again. */
  database: z.number().int(),
  /** Of each test. */
  requests: z.number().int(),
  clients: z.number().int(),
  pipeline: z.number().int(),
  /** What was left out or done otherwise, and why, as sentences. */
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
  /** Requests that are sent at once, without waiting for replies between them. */
  pipeline: z.number().int().min(1).max(1000).default(1),
  /** Left out: all. */
  tests: z.array(benchmarkTestName).min(1).max(benchmarkTestName.options.length).optional(),
});
export type BenchmarkInput = z.infer<typeof benchmarkInput>;

export const benchmarkOperation = operationOf('benchmark', benchmarkResult);

export const benchmarks = {
  /** Refuses at once what cannot be measured: BAD_VALUE, NOT_FOUND, NOT_RUNNING, BUSY. */
  run: procedure.input(benchmarkInput).output(benchmarkOperation),
};
