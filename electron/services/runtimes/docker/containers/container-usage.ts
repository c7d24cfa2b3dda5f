import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ContainerUsage } from '../../../../../shared/contract/metrics.ts';
import { parseJson } from '../../../platform/files/parse-json.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';

const counter = z.object({ cpu_usage: z.object({ total_usage: z.number() }) });

/** A document of the engine's stats, as far as it is read here; Podman leaves fields out. */
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

/** Longer between two documents than this, and there was none before: the engine's first date is the year 1, ms. */
const LONGEST_MS = 3600_000;

/**
 * A document of the engine's stats as figures; null when it is none. Like `docker stats`, memory is without what the
 * kernel could drop at once (https://docs.docker.com/reference/cli/docker/container/stats/#description).
 */
export function usageOf(document: unknown): ContainerUsage | null {
  const { data } = containerStats.safeParse(document);
  // Of a container that has ended, the engine sends documents dated to the year 1.
  if (!data || !(Date.parse(data.read) > 0)) return null;
  const elapsedMs = Date.parse(data.read) - Date.parse(data.preread ?? '');
  const used = data.cpu_stats.cpu_usage.total_usage - (data.precpu_stats?.cpu_usage.total_usage ?? 0);
  const known = elapsedMs > 0 && elapsedMs < LONGEST_MS && used >= 0;
  const { usage, limit, stats } = data.memory_stats ?? {};
  const droppable = stats?.inactive_file ?? stats?.total_inactive_file ?? 0;
  return {
    at: new Date(data.read).toISOString(),
    // Nanoseconds over milliseconds.
    cpuPercent: known ? (used / 1e6 / elapsedMs) * 100 : null,
    memoryBytes: usage === undefined ? null : Math.max(0, usage - droppable),
    memoryLimitBytes: limit || null,
  };
}

/** What a container takes, about once a second, for as long as it is read and the container runs. */
export async function* containerUsage(
  connection: EngineConnection,
  container: string,
  signal?: AbortSignal,
): AsyncGenerator<ContainerUsage> {
  const stream = await openStats(connection, container);
  const stop = () => stream?.destroy();
  if (!stream || signal?.aborted) return stop();
  signal?.addEventListener('abort', stop);
  // An engine that goes away ends it, like a container that does.
  stream.on('error', () => undefined);
  const lines = createInterface({ input: stream });
  // Destroying it is no end to whoever reads its lines.
  stream.once('close', () => lines.close());
  try {
    for await (const line of lines) {
      const usage = usageOf(parseJson(line));
      // Of a container that has ended, engines go on sending documents without a date.
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
