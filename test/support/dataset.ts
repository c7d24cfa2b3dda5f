import { Redis } from 'ioredis';

/** The keys are spread over these databases, with every type in each. */
const databases = [0, 3, 15];
const types = ['string', 'number', 'binary', 'list', 'set', 'intset', 'zset', 'hash', 'stream', 'hyperloglog'] as const;
const batch = 1000;

/** The number of keys per test. A full run sets `TEST_KEYS=50000`. */
export const datasetKeys = Number(process.env.TEST_KEYS ?? 5000);

function client(port: number, password?: string): Redis {
  return new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: 1, ...(password && { password }) });
}

/** Writes keys of every type into three databases; every third has a long TTL. */
export async function fillDataset(port: number, count = datasetKeys, password?: string): Promise<void> {
  const redis = client(port, password);
  try {
    for (const [part, database] of databases.entries()) {
      await redis.select(database);
      const last = Math.floor((count * (part + 1)) / databases.length);
      for (let from = Math.floor((count * part) / databases.length); from < last; from += batch) {
        const pipeline = redis.pipeline();
        for (let number = from; number < Math.min(last, from + batch); number++) {
          const key = `${types[number % types.length]}:${number}`;
          writeValue(pipeline, key, number);
          if (number % 3 === 0) pipeline.pexpire(key, 86_400_000 + number);
        }
        const failed = (await pipeline.exec())?.find(([error]) => error);
        if (failed?.[0]) throw failed[0];
      }
    }
  } finally {
    redis.disconnect();
  }
}

function writeValue(pipeline: ReturnType<Redis['pipeline']>, key: string, number: number): void {
  const many = number % 200 === 0 ? 300 : 5;
  const items = Array.from({ length: many }, (_, index) => `item ${index} of ${number}`);
  switch (types[number % types.length]) {
    case 'string':
      return void pipeline.set(key, `value ${number} `.repeat(20));
    case 'number':
      return void pipeline.set(key, String(number));
    case 'binary':
      return void pipeline.set(key, Buffer.from(Array.from({ length: 64 }, (_, index) => (index * number) % 256)));
    case 'list':
      return void pipeline.rpush(key, ...items);
    case 'set':
      return void pipeline.sadd(key, ...items);
    case 'intset':
      return void pipeline.sadd(key, ...items.map((_, index) => number + index));
    case 'zset':
      return void pipeline.zadd(key, ...items.flatMap((item, index) => [index + 0.5, item]));
    case 'hash':
      return void pipeline.hset(key, ...items.flatMap((item, index) => [`field ${index}`, item]));
    case 'stream':
      for (const item of items.slice(0, 5)) pipeline.xadd(key, '*', 'field', item);
      return;
    default:
      pipeline.pfadd(key, ...items);
  }
}

/**
 * Reads every key of every database with its type, its value independent of the order in memory, and its expiration
 * time. Two servers hold the same data when the results are equal.
 */
export async function readDataset(port: number, password?: string): Promise<ReadonlyMap<string, string>> {
  const redis = client(port, password);
  const found = new Map<string, string>();
  try {
    const [, count = '16'] = (await redis.config('GET', 'databases')) as string[];
    const used = [...(await redis.info('keyspace')).matchAll(/^db(\d+):/gm)].map(([, index]) => Number(index));
    for (const database of used.filter((index) => index < Number(count))) {
      await redis.select(database);
      for await (const keys of redis.scanStream({ count: batch })) await readKeys(redis, database, keys, found);
    }
  } finally {
    redis.disconnect();
  }
  return found;
}

async function readKeys(redis: Redis, database: number, keys: string[], found: Map<string, string>): Promise<void> {
  const kinds = redis.pipeline();
  for (const key of keys) kinds.type(key).call('PEXPIRETIME', key);
  const about = (await kinds.exec()) ?? [];
  const values = redis.pipeline();
  for (const [index, key] of keys.entries()) readValue(values, String(about[2 * index]?.[1]), key);
  const replies = (await values.exec()) ?? [];
  for (const [index, key] of keys.entries()) {
    const type = String(about[2 * index]?.[1]);
    const expires = String(about[2 * index + 1]?.[1]);
    const value = flatten(replies[index]?.[1]);
    const ordered = type === 'set' ? value.sort() : type === 'hash' ? pairs(value).sort() : value;
    found.set(`${database} ${key}`, `${type} ${expires} ${ordered.join(' ')}`);
  }
}

function readValue(pipeline: ReturnType<Redis['pipeline']>, type: string, key: string): void {
  switch (type) {
    case 'list':
      return void pipeline.lrangeBuffer(key, 0, -1);
    case 'set':
      return void pipeline.smembersBuffer(key);
    case 'zset':
      return void pipeline.callBuffer('ZRANGE', key, '0', '-1', 'WITHSCORES');
    case 'hash':
      return void pipeline.callBuffer('HGETALL', key);
    case 'stream':
      return void pipeline.xrangeBuffer(key, '-', '+');
    default:
      pipeline.getBuffer(key);
  }
}

function flatten(reply: unknown): string[] {
  if (Array.isArray(reply)) return reply.flatMap(flatten);
  if (Buffer.isBuffer(reply)) return [reply.toString('hex')];
  if (reply !== null && typeof reply === 'object') {
    return Object.entries(reply).flatMap(([field, value]) => [Buffer.from(field).toString('hex'), ...flatten(value)]);
  }
  return [String(reply)];
}

function pairs(values: readonly string[]): string[] {
  return values.flatMap((value, index) => (index % 2 === 0 ? [`${value}=${values[index + 1]}`] : []));
}
