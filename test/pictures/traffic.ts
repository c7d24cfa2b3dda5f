import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';

/** The traffic of an instance's clients. */
export interface Traffic {
  readonly port: number;
  readonly clients: number;
  /** The keys that exist before the traffic begins, and that it reads. */
  readonly keys: number;
  readonly valueBytes: number;
  readonly opsPerSecond: number;
  /** The share of reads that request an existing key. */
  readonly hits: number;
}

const BATCHES_PER_SECOND = 10;
const WAVE_SECONDS = 90;

/** Fills an instance with keys such as those of shops and sites. */
export async function fillKeys({ port, keys, valueBytes }: Traffic): Promise<void> {
  const redis = new Redis({ port });
  // On a busy machine, slow commands would fill the activity in the picture.
  await redis.config('SET', 'slowlog-log-slower-than', 2_000_000);
  for (let from = 0; from < keys; from += 2000) {
    const pipeline = redis.pipeline();
    for (let key = from; key < Math.min(from + 2000, keys); key++) {
      const value = someText(valueBytes * (0.5 + Math.random()));
      if (key % 20 === 0) pipeline.hset(`product:${key}`, { title: `Product ${key}`, price: String(key % 900), value });
      else if (key % 20 === 1) pipeline.zadd('ranking:week', key, `product:${key}`);
      else if (key % 20 === 2) pipeline.set(`page:/product/${key}`, value, 'EX', 86_400);
      else if (key % 20 < 6) pipeline.set(`cart:${key}`, value, 'EX', 604_800);
      else pipeline.set(`session:${key}`, value, 'EX', 1_209_600);
    }
    await pipeline.exec();
  }
  redis.disconnect();
}

/** Random, so that Redis cannot compress it. */
function someText(bytes: number): string {
  return randomBytes(Math.round(bytes / 2)).toString('hex');
}

/** Reads and writes in waves. @returns the function that stops it */
export function startTraffic({ port, clients, keys, valueBytes, opsPerSecond, hits }: Traffic): () => void {
  const connections = Array.from({ length: clients }, () => new Redis({ port }));
  const value = someText(valueBytes);
  let added = keys;
  const phase = Math.random() * WAVE_SECONDS;
  const timer = setInterval(() => {
    const wave = 1 + 0.35 * Math.sin(((Date.now() / 1000 + phase) * 2 * Math.PI) / WAVE_SECONDS);
    const count = Math.round((opsPerSecond / BATCHES_PER_SECOND) * wave * (0.8 + 0.4 * Math.random()));
    const pipeline = connections[Math.floor(Math.random() * clients)]?.pipeline();
    for (let command = 0; command < count; command++) {
      const key = Math.floor((Math.random() * keys) / 20) * 20 + 6 + (command % 14);
      const dice = Math.random();
      if (dice < 0.1) pipeline?.set(`session:${added++}`, value, 'EX', 1_209_600);
      else if (dice < 0.2) pipeline?.set(`session:${key}`, value, 'EX', 1_209_600);
      else if (Math.random() < hits) pipeline?.get(`session:${key}`);
      else pipeline?.get(`session:expired:${key}`);
    }
    // An instance that is full refuses writes; that is part of the picture.
    void pipeline?.exec().catch(() => undefined);
  }, 1000 / BATCHES_PER_SECOND);
  return () => {
    clearInterval(timer);
    for (const connection of connections) connection.disconnect();
  };
}
