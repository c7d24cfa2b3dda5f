import { z } from 'zod';
import { boundedText } from '../ask-server.ts';

const MAX_NAME = 100;

/** One latency event of a server. */
export const latencyLine = z.object({ at: z.number(), event: z.string().max(400), ms: z.number() });
export type LatencyLine = z.infer<typeof latencyLine>;

export function parseLatencyLine(value: unknown): LatencyLine | null {
  return latencyLine.safeParse(value).data ?? null;
}

/** One event of LATENCY LATEST. Times are whole seconds of the server's clock. */
export interface LatestLatency {
  readonly event: string;
  readonly atMs: number;
  readonly latestMs: number;
  readonly maxMs: number;
}

/** Parses LATENCY LATEST: name, time, latest and longest ms. @see https://redis.io/docs/latest/commands/latency-latest/ */
export function parseLatest(reply: unknown): readonly LatestLatency[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((entry: unknown) => {
    const [event, at, latestMs, maxMs] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    if (typeof event !== 'string' || typeof at !== 'number') return [];
    return [{ event: boundedText(event, MAX_NAME), atMs: at * 1000, latestMs: Number(latestMs), maxMs: Number(maxMs) }];
  });
}

/** Parses LATENCY HISTORY: pairs of time and ms, oldest first, at most 160. */
export function parseLatencyHistory(event: string, reply: unknown): readonly LatencyLine[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((entry: unknown) => {
    const [at, ms] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    return typeof at === 'number' && typeof ms === 'number' ? [{ at: at * 1000, event, ms }] : [];
  });
}
