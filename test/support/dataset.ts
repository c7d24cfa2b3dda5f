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
 * Reads every key of every database with its type, its expiration time, and a digest of its value that is independent of
 * the order in memory. Two servers hold the same data when the results are equal.
 */
export async function readDataset(port: number, password?: string): Promise<ReadonlyMap<string, string>> {
  const redis = client(port, password);
  const found = new Map<string, string>();
  try {
    const [, count = '16'] = (await redis.config('GET', 'databases')) as string[];
    const used = [...(await redis.info('keyspace')).matchAll(/^db(\d+):/gm)].map(([, index]) => Number(index));
    for (const database of used.filter((index) => index < Number(count))) {
      await redis.select(database);
      for await (const keys of redis.scanStream({ count: batch })) {
        const read = (await redis.eval(reader, 0, ...(keys as string[]))) as string[];
        for (const [index, key] of (keys as string[]).entries()) found.set(`${database} ${key}`, read[index] ?? '');
      }
    }
  } finally {
    redis.disconnect();
  }
  return found;
}

/** Reads its arguments as keys. The server does it, which takes a tenth of the time of three commands for each key. */
const reader = `
local function add(parts, value)
  if type(value) == 'table' then
    for _, inner in ipairs(value) do add(parts, inner) end
  else
    local text = tostring(value)
    parts[#parts + 1] = #text .. ':' .. text
  end
end
local function flat(value)
  local parts = {}
  add(parts, value)
  return parts
end
local read = {
  list = function(key) return flat(redis.call('LRANGE', key, 0, -1)) end,
  set = function(key)
    local parts = flat(redis.call('SMEMBERS', key))
    table.sort(parts)
    return parts
  end,
  zset = function(key) return flat(redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')) end,
  hash = function(key)
    local parts, pairs = flat(redis.call('HGETALL', key)), {}
    for at = 1, #parts, 2 do pairs[#pairs + 1] = parts[at] .. parts[at + 1] end
    table.sort(pairs)
    return pairs
  end,
  stream = function(key) return flat(redis.call('XRANGE', key, '-', '+')) end,
  string = function(key) return flat(redis.call('GET', key)) end,
}
local found = {}
for _, key in ipairs(ARGV) do
  local type = redis.call('TYPE', key).ok
  local parts = read[type] and read[type](key) or {}
  local expires = string.format('%.0f', redis.call('PEXPIRETIME', key))
  found[#found + 1] = type .. ' ' .. expires .. ' ' .. #parts .. ' ' .. redis.sha1hex(table.concat(parts))
end
return found`;
