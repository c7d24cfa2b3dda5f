import { z } from 'zod';
import { procedure } from './base.ts';
import { benchmarkTestNames, MAX_ROUNDS, MAX_TRAFFIC_SECONDS, MAX_VALUE_BYTES } from './names.ts';
import { operationOf } from './operation.ts';
import { directiveName, directiveValue } from './settings.ts';
import { instanceId, timestamp } from './values.ts';

/** A test of the benchmark. */
export const benchmarkTestName = z.enum(benchmarkTestNames);
export type BenchmarkTestName = z.infer<typeof benchmarkTestName>;

/** A 95 % confidence interval of a mean. */
export const interval = z.object({ low: z.number(), high: z.number() });
export type Interval = z.infer<typeof interval>;

/** The figures of a test. */
export const benchmarkFigures = ['requestsPerSecond', 'p50Ms', 'p95Ms', 'p99Ms', 'maxMs'] as const;
export type BenchmarkFigure = (typeof benchmarkFigures)[number];

/**
 * The result of one test: means of its rounds. Times from request to reply in ms; null if the program does not report
 * them.
 */
export const benchmarkTest = z.object({
  name: z.string(),
  requestsPerSecond: z.number(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  maxMs: z.number().nullable(),
  /** Of each figure; null after a single round. */
  intervals: z.record(z.enum(benchmarkFigures), interval.nullable()),
  /** Requests per second of each round. */
  rounds: z.array(z.number()),
});
export type BenchmarkTest = z.infer<typeof benchmarkTest>;

/**
 * The program that measured: the local `redis-benchmark`, the one inside the container, or the app's own load. The
 * app's own load reaches lower figures, so compare them only with each other.
 */
export const benchmarkTool = z.enum(['redis-benchmark', 'redis-benchmark-in-container', 'built-in']);
export type BenchmarkTool = z.infer<typeof benchmarkTool>;

/** One side of a comparison. */
const side = z.object({
  version: z.string().nullable(),
  /** The image of its container; null for a local program. */
  image: z.string().nullable(),
  /** The processor cores that the server used under load, on average; null if unknown. */
  cores: z.number().nullable(),
});

export const benchmarkVerdict = z.object({
  test: z.string(),
  /** `neither` where the 95 % confidence intervals overlap. */
  faster: z.enum(['a', 'b', 'neither']),
  /** Requests per second of B divided by those of A. */
  ratio: z.number(),
  /** The confidence that the two differ, 0 to 1, by Welch's t-test. */
  confidence: z.number(),
});
export type BenchmarkVerdict = z.infer<typeof benchmarkVerdict>;

/** The result of an operation of kind `benchmark`. */
export const benchmarkResult = z.object({
  /** Names the kept result. */
  run: z.string(),
  instance: instanceId,
  at: timestamp,
  durationMs: z.number(),
  /** A scratch server with the settings of the instance, or the instance itself. */
  where: z.enum(['scratch', 'live']),
  tool: benchmarkTool,
  /** The database that held its keys, which are deleted at the end. */
  database: z.number().int(),
  /** Per test and round. */
  requests: z.number().int(),
  clients: z.number().int(),
  pipeline: z.number().int(),
  /** Bytes of each value. */
  valueBytes: z.number().int(),
  rounds: z.number().int(),
  /** Commands per second that the instance served before the benchmark; null if unknown. */
  instanceOpsPerSecond: z.number().nullable(),
  /** The recorded commands that were replayed, which are not kept; null without a recording. */
  traffic: z.object({ seconds: z.number(), commands: z.number(), bytes: z.number(), leftOut: z.number() }).nullable(),
  /** Sentences about tests that were skipped or changed, with the reason. */
  notes: z.array(z.string()),
  /** A: the instance as it is now. */
  a: side,
  tests: z.array(benchmarkTest),
  /** B: the same with other settings or another version. */
  against: side
    .extend({
      changes: z.array(z.object({ directive: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
      tests: z.array(benchmarkTest),
    })
    .nullable(),
  verdict: z.array(benchmarkVerdict),
});
export type BenchmarkResult = z.infer<typeof benchmarkResult>;

export const benchmarkInput = z.object({
  id: instanceId,
  /** Measure the instance itself instead of a scratch server. */
  live: z.boolean().default(false),
  /** Left out: the last database without keys; in a scratch server 0. */
  database: z.number().int().min(0).max(999_999).optional(),
  requests: z.number().int().min(100).max(10_000_000).default(50_000),
  clients: z.number().int().min(1).max(500).default(20),
  /** Requests per write, sent without waiting for the replies in between. */
  pipeline: z.number().int().min(1).max(1000).default(1),
  valueBytes: z.number().int().min(1).max(MAX_VALUE_BYTES).default(64),
  /** Left out: 1, or 6 in a comparison. */
  rounds: z.number().int().min(1).max(MAX_ROUNDS).optional(),
  /** Records the traffic of the instance for so long with MONITOR, and replays it as a further test. */
  trafficSeconds: z.number().min(1).max(MAX_TRAFFIC_SECONDS).optional(),
  /** Left out: all. */
  tests: z.array(benchmarkTestName).min(1).max(benchmarkTestName.options.length).optional(),
  /** Compares with a second scratch server that has these values or runs this image. */
  against: z
    .object({
      /** Null: Redis's default. */
      changes: z.record(directiveName, directiveValue.nullable()).default({}),
      image: z.string().min(1).max(255).optional(),
    })
    .optional(),
});
export type BenchmarkInput = z.input<typeof benchmarkInput>;

export const benchmarkOperation = operationOf('benchmark', benchmarkResult);

const oneRun = z.object({ id: instanceId, run: z.string().regex(/^[0-9a-f-]{1,64}$/) });

export const benchmarks = {
  /** Fails before it starts with BAD_VALUE, NOT_FOUND, NOT_RUNNING or BUSY. */
  run: procedure.input(benchmarkInput).output(benchmarkOperation),
  /** The program that would measure scratch servers of this computer. */
  tool: procedure.output(z.object({ tool: benchmarkTool })),
  /** The kept results of an instance, newest first. */
  runs: procedure.input(z.object({ id: instanceId })).output(z.array(benchmarkResult)),
  /** Can be undone for ten minutes. @returns whether it existed */
  deleteRun: procedure.input(oneRun).output(z.object({ deleted: z.boolean() })),
  /** NOT_FOUND when the ten minutes are over. */
  undoDeleteRun: procedure.input(oneRun).output(z.object({ restored: z.literal(true) })),
};
