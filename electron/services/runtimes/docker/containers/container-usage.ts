import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ContainerUsage } from '../../../../../shared/contract/metrics.ts';
import { parseJson } from '../../../platform/files/parse-json.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';

const counter = z.object({ cpu_usage: z.object({ total_usage: z.number() }) });

/** The fields of the engine's stats that are read here. Podman omits some of them. */
const containerStats = z.object({
  read: z.string(),
  preread: z.string().optional(),
  cpu_stats: counter,
  precpu_stats: counter.optional().catch(undefined),
  memory_stats: z
    .object({
      usage: z.number().optional(),
      limit: z.number().optional(),
      stats: z.object({ inactive_file: z.number().optional(), total_inactive_file: z.number().optional() }).optional(),
    })
    .optional(),
});

/** A longer interval means that there is no previous document: its date is then the year 1. */
const MAX_INTERVAL_MS = 3600_000;

/**
 * Computes usage from a document of the engine's stats; null if it is not such a document. Like `docker stats`, memory
 * excludes the cache that the kernel can reclaim (https://docs.docker.com/reference/cli/docker/container/stats/#description).
 */
export function usageOf(document: unknown): ContainerUsage | null {
  const { data } = containerStats.safeParse(document);
  // For a stopped container, the engine sends documents with the date year 1.
  if (!data || !(Date.parse(data.read) > 0)) return null;
  const elapsedMs = Date.parse(data.read) - Date.parse(data.preread ?? '');
  const used = data.cpu_stats.cpu_usage.total_usage - (data.precpu_stats?.cpu_usage.total_usage ?? 0);
  const isValid = elapsedMs > 0 && elapsedMs < MAX_INTERVAL_MS && used >= 0;
  const { usage, limit, stats } = data.memory_stats ?? {};
  const reclaimable = stats?.inactive_file ?? stats?.total_inactive_file ?? 0;
  return {
    at: new Date(data.read).toISOString(),
    // Nanoseconds over milliseconds.
    cpuPercent: isValid ? (used / 1e6 / elapsedMs) * 100 : null,
    memoryBytes: usage === undefined ? null : Math.max(0, usage - reclaimable),
    memoryLimitBytes: limit || null,
  };
}

/** Resource usage of a container about once a second, for as long as it is read and the container runs. */
export async function* containerUsage(
  connection: EngineConnection,
  container: string,
  signal?: AbortSignal,
): AsyncGenerator<ContainerUsage> {
  const stream = await openStats(connection, container);
  const stop = () => stream?.destroy();
  if (!stream || signal?.aborted) return stop();
  signal?.addEventListener('abort', stop);
  // A lost engine ends the stream like a stopped container.
  stream.on('error', () => undefined);
  const lines = createInterface({ input: stream });
  // Destroying the stream does not end the line reader by itself.
  stream.once('close', () => lines.close());
  try {
    for await (const line of lines) {
      const usage = usageOf(parseJson(line));
      // The engine keeps sending undated documents after the container has stopped.
      if (!usage) return;
      yield usage;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

async function openStats(connection: EngineConnection, container: string): Promise<Readable | null> {
  try {
    return (await connection.ask((docker) => docker.getContainer(container).stats({ stream: true }))) as Readable;
  } catch (error) {
    if (engineStatus(error) === 404) return null;
    throw error;
  }
}
