import { setTimeout as sleep } from 'node:timers/promises';
import type { MemorySample } from '../index/draw-sample.ts';
import { fromBytes } from '../values/bytes.ts';
import type { Command, KeyConnection } from '../values/key-connection.ts';

/** A batch takes a server less than a millisecond: 6 µs for a key. */
const BATCH_KEYS = 50;
const MAX_MS = 3000;
/** More samples read more elements of a large value: all of them would block the server. */
const MEMORY_SAMPLES = '5';

/**
 * Asks a server for the memory of keys, in small batches with pauses as long as each took.
 * @param first the number of keys that are asked for first, in order; the others follow in random order
 * @returns the bytes of each key, 0 for one that no longer exists, undefined if the time was up or the server refused
 * @throws AppError if the connection was lost
 */
export async function askMemory(
  connection: KeyConnection,
  keys: MemorySample['keys'],
  first: number,
  maxMs = MAX_MS,
): Promise<readonly (number | undefined)[]> {
  const answers = new Array<number | undefined>(keys.length);
  const order = shuffled(first, keys.length);
  const until = performance.now() + maxMs;
  for (let from = 0; from < order.length && performance.now() < until; from += BATCH_KEYS) {
    const began = performance.now();
    const batch = order.slice(from, from + BATCH_KEYS).sort((a, b) => databaseOf(keys, a) - databaseOf(keys, b));
    const commands: Command[] = [];
    const places = batch.map((at) => {
      const key = keys[at] as MemorySample['keys'][number];
      const before = commands.findLast(([name]) => name === 'SELECT')?.[1];
      if (before !== key.database) commands.push(['SELECT', key.database]);
      return commands.push(['MEMORY', 'USAGE', fromBytes(key.key), 'SAMPLES', MEMORY_SAMPLES]) - 1;
    });
    const replies = await connection.pipeline(commands);
    for (const [number, at] of batch.entries()) {
      const reply = replies[places[number] as number];
      if (!(reply instanceof Error)) answers[at] = Number(reply ?? 0);
    }
    await sleep(performance.now() - began);
  }
  return answers;
}

function databaseOf(keys: MemorySample['keys'], at: number): number {
  return keys[at]?.database ?? 0;
}

function shuffled(first: number, length: number): number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let at = length - 1; at > first; at--) {
    const other = first + Math.floor(Math.random() * (at - first + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}
