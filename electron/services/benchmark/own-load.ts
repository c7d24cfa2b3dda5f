import type { Redis as Client } from 'ioredis';
import { openClient } from '../redis/connection/open-client.ts';
import type { RedisTarget } from '../redis/connection/redis-link.ts';
import { type Load, LoadError, type LoadTool, type Measurement } from './load.ts';
import { type BenchmarkCommand, KEYSPACE, RANDOM } from './tests.ts';

/** The built-in load generator, for when redis-benchmark is missing or cannot connect. Reuses connections between tests. */
export function ownLoad(target: RedisTarget): LoadTool {
  let clients: readonly Client[] = [];
  const open = async (load: Load) => {
    while (clients.length < load.clients)
      clients = [...clients, await openClient(target, load.database, 'vrooli-redis-benchmark')];
    return clients.slice(0, load.clients);
  };
  return {
    tool: 'built-in',
    async measure(command, load, signal) {
      signal.throwIfAborted();
      try {
        return await measure(command, load, await open(load), signal);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw new LoadError(error instanceof Error ? error.message : String(error), { cause: error });
      }
    },
    close() {
      for (const client of clients) client.disconnect();
      clients = [];
    },
  };
}

async function measure(
  command: BenchmarkCommand,
  { requests, pipeline }: Load,
  clients: readonly Client[],
  signal: AbortSignal,
): Promise<Measurement> {
  const times = new Float64Array(requests);
  let sent = 0;
  const work = async (client: Client) => {
    while (sent < requests && !signal.aborted) {
      const first = sent;
      const batchSize = Math.min(pipeline, requests - sent);
      sent += batchSize;
      const startedMs = performance.now();
      await send(client, command, batchSize);
      times.fill(performance.now() - startedMs, first, first + batchSize);
    }
  };
  const startedMs = performance.now();
  await Promise.all(clients.map(work));
  const seconds = (performance.now() - startedMs) / 1000;
  signal.throwIfAborted();
  times.sort();
  const percentile = (share: number) => rounded(times[Math.min(requests - 1, Math.floor(requests * share))] ?? 0, 3);
  return {
    name: command.name.toUpperCase(),
    requestsPerSecond: rounded(requests / seconds, 2),
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    p99Ms: percentile(0.99),
    maxMs: rounded(times.at(-1) ?? 0, 3),
  };
}

/** @throws the first error reply */
async function send(client: Client, command: BenchmarkCommand, batchSize: number): Promise<void> {
  if (batchSize === 1) {
    const [name, ...args] = withRandomNumbers(command);
    await client.call(name, ...args);
    return;
  }
  const batch = client.pipeline();
  for (let index = 0; index < batchSize; index += 1) {
    const [name, ...args] = withRandomNumbers(command);
    batch.call(name, ...args);
  }
  for (const [error] of (await batch.exec()) ?? []) if (error) throw error;
}

function withRandomNumbers({ words: [name, ...args] }: BenchmarkCommand): [string, ...string[]] {
  return [name, ...args.map((word) => (word.includes(RANDOM) ? word.replace(RANDOM, randomNumber()) : word))];
}

function randomNumber(): string {
  return String(Math.floor(Math.random() * KEYSPACE)).padStart(12, '0');
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
