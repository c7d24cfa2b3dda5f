import type { Redis as Client } from 'ioredis';
import { openClient } from '../../redis/connection/open-client.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { type Load, LoadError, type Measurement } from '../load.ts';
import type { MonitoredCommand } from './monitor-line.ts';
import type { Traffic } from './record-traffic.ts';

/** The name of the test. */
export const TRAFFIC = 'TRAFFIC';

/**
 * Sends recorded commands as fast as the server answers, over as many connections as the load has. The commands of one
 * client stay in order on one connection.
 * @throws LoadError when the server fails or refuses every command; the signal's reason
 */
export async function replayTraffic(
  target: RedisTarget,
  traffic: Traffic,
  load: Pick<Load, 'clients' | 'pipeline'>,
  signal: AbortSignal,
): Promise<Measurement> {
  signal.throwIfAborted();
  const shares = sharesOf(traffic.commands, load.clients);
  const clients: Client[] = [];
  const times = new Float64Array(traffic.commands.length);
  const progress = { measured: 0, errors: 0 };
  try {
    for (const _ of shares) clients.push(await openClient(target, 0, 'vrooli-redis-benchmark'));
    const startedMs = performance.now();
    await Promise.all(
      shares.map((share, at) => replayShare(clients[at] as Client, share, load.pipeline, { times, progress, signal })),
    );
    const seconds = (performance.now() - startedMs) / 1000;
    if (progress.errors === traffic.commands.length) throw new LoadError('the server refused every command');
    return measurementOf(times, seconds);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LoadError) throw error;
    throw new LoadError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    for (const client of clients) client.disconnect();
  }
}

/** The commands of each connection. */
function sharesOf(commands: readonly MonitoredCommand[], clients: number): readonly (readonly MonitoredCommand[])[] {
  const bySource = new Map<string, MonitoredCommand[]>();
  for (const command of commands) {
    const group = bySource.get(command.source);
    if (group) group.push(command);
    else bySource.set(command.source, [command]);
  }
  const shares = Array.from({ length: Math.min(clients, bySource.size) }, (): MonitoredCommand[] => []);
  const sorted = [...bySource.values()].sort((one, other) => other.length - one.length);
  // One by one: spreading a hundred thousand arguments overflows the stack.
  for (const [at, group] of sorted.entries()) for (const command of group) shares[at % shares.length]?.push(command);
  return shares;
}

interface Replay {
  readonly times: Float64Array;
  readonly progress: { measured: number; errors: number };
  readonly signal: AbortSignal;
}

async function replayShare(
  client: Client,
  commands: readonly MonitoredCommand[],
  pipeline: number,
  { times, progress, signal }: Replay,
): Promise<void> {
  let database = 0;
  for (let first = 0; first < commands.length; first += pipeline) {
    signal.throwIfAborted();
    const batch = commands.slice(first, first + pipeline);
    const sent = client.pipeline();
    for (const { words, database: own } of batch) {
      const [name, ...args] = words;
      if (own !== database) sent.call('SELECT', String(own));
      database = own;
      sent.callBuffer(name?.toString('latin1') ?? '', ...args);
    }
    const startedMs = performance.now();
    const replies = (await sent.exec()) ?? [];
    times.fill(performance.now() - startedMs, progress.measured, progress.measured + batch.length);
    progress.measured += batch.length;
    progress.errors += replies.filter(([error]) => error !== null).length;
  }
}

function measurementOf(times: Float64Array, seconds: number): Measurement {
  times.sort();
  const percentile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const [p50Ms, p95Ms, p99Ms] = [percentile(0.5), percentile(0.95), percentile(0.99)];
  return { name: TRAFFIC, requestsPerSecond: times.length / seconds, p50Ms, p95Ms, p99Ms, maxMs: times.at(-1) ?? 0 };
}
