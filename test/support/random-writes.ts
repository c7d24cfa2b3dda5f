/** A reproducible random source: mulberry32. */
export interface Random {
  below(limit: number): number;
  of<T>(choices: readonly [T, ...T[]]): T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, of: (choices) => choices[below(choices.length)] ?? choices[0] };
}

type Command = readonly [string, ...string[]];

export const writtenDatabases = [0, 1, 5] as const;
/** Few keys and members, so that commands meet existing ones and empty them. */
const KEYS = 14;
const MEMBERS = 3;

/** One random write; about a third fail on the type of their key, as those of a careless program do. */
export function randomWrite(random: Random): Command {
  const key = () => `k${random.below(KEYS)}`;
  const member = () => `m${random.below(MEMBERS)}`;
  const number = () => String(random.below(100));
  const soon = () => String(1 + random.below(400));
  const database = () => String(random.of(writtenDatabases));
  const later = () => String(Date.now() + 100 + random.below(100_000));
  const strings = (): Command =>
    random.of<() => Command>([
      () => ['SET', key(), 'value '.repeat(random.below(40))],
      () => ['SET', key(), 'v', 'PX', soon()],
      () => ['SET', key(), 'v', 'EX', '100'],
      () => ['SET', key(), 'v', 'KEEPTTL'],
      () => ['SET', key(), 'v', 'NX', 'GET'],
      () => ['SET', key(), 'v', 'XX', 'PXAT', later()],
      () => ['SETEX', key(), '50', 'v'],
      () => ['SETNX', key(), 'v'],
      () => ['GETSET', key(), 'v'],
      () => ['GETDEL', key()],
      () => ['GETEX', key(), 'PX', soon()],
      () => ['GETEX', key(), 'PERSIST'],
      () => ['MSET', key(), 'v', key(), 'w', key(), 'x'],
      () => ['MSETNX', key(), 'v', key(), 'w'],
      () => ['APPEND', key(), 'more'],
      () => ['INCR', key()],
      () => ['INCRBYFLOAT', key(), '0.5'],
      () => ['SETRANGE', key(), number(), 'x'],
      () => ['SETBIT', key(), number(), '1'],
      () => ['BITFIELD', key(), 'SET', 'u8', '0', number()],
      () => ['BITOP', 'OR', key(), key(), key()],
      () => ['PFADD', key(), member(), member()],
      () => ['PFMERGE', key(), key(), key()],
      () => ['PFCOUNT', key()],
    ])();
  const collections = (): Command =>
    random.of<() => Command>([
      () => ['RPUSH', key(), member(), member()],
      () => ['LPUSHX', key(), member()],
      () => ['LINSERT', key(), 'BEFORE', member(), 'x'],
      () => ['LPOP', key()],
      () => ['RPOP', key(), '2'],
      () => ['LREM', key(), '0', member()],
      () => ['LTRIM', key(), '1', '-1'],
      () => ['LSET', key(), '0', member()],
      () => ['LMOVE', key(), key(), 'LEFT', 'RIGHT'],
      () => ['RPOPLPUSH', key(), key()],
      () => ['LMPOP', '2', key(), key(), 'LEFT'],
      () => ['BLPOP', key(), '0.001'],
      () => ['SADD', key(), member(), member()],
      () => ['SREM', key(), member(), member()],
      () => ['SPOP', key()],
      () => ['SPOP', key(), '3'],
      () => ['SMOVE', key(), key(), member()],
      () => ['SUNIONSTORE', key(), key(), key()],
      () => ['SINTERSTORE', key(), key(), key()],
      () => ['SDIFFSTORE', key(), key(), key()],
      () => ['ZADD', key(), number(), member()],
      () => ['ZINCRBY', key(), '1', member()],
      () => ['ZREM', key(), member()],
      () => ['ZPOPMIN', key(), '2'],
      () => ['ZREMRANGEBYSCORE', key(), '-inf', '50'],
      () => ['ZUNIONSTORE', key(), '2', key(), key()],
      () => ['ZINTERSTORE', key(), '2', key(), key()],
      () => ['ZRANGESTORE', key(), key(), '0', '1'],
      () => ['GEOADD', key(), '13.3', '38.1', member()],
      () => ['GEOSEARCHSTORE', key(), key(), 'FROMLONLAT', '15', '37', 'BYRADIUS', '300', 'km'],
      () => ['GEORADIUS', key(), '15', '37', '300', 'km', 'STORE', key()],
      () => ['HSET', key(), member(), 'v', member(), 'w'],
      () => ['HSETNX', key(), member(), 'v'],
      () => ['HINCRBY', key(), member(), '1'],
      () => ['HINCRBYFLOAT', key(), member(), '1.5'],
      () => ['HDEL', key(), member(), member()],
      () => ['XADD', key(), 'MAXLEN', '~', '2', '*', member(), 'v'],
      () => ['XDEL', key(), '1-1'],
      () => ['XTRIM', key(), 'MAXLEN', '0'],
      () => ['XGROUP', 'CREATE', key(), 'group', '0', 'MKSTREAM'],
      () => ['XREADGROUP', 'GROUP', 'group', 'consumer', 'STREAMS', key(), '>'],
      () => ['SORT', key(), 'BY', 'nosort', 'STORE', key()],
    ])();
  const keys = (): Command =>
    random.of<() => Command>([
      () => ['DEL', key(), key()],
      () => ['UNLINK', key()],
      () => ['EXPIRE', key(), '100'],
      () => ['PEXPIRE', key(), soon()],
      () => ['EXPIRE', key(), '-1'],
      () => ['EXPIREAT', key(), '4000000000', 'NX'],
      () => ['PERSIST', key()],
      () => ['RENAME', key(), key()],
      () => ['RENAMENX', key(), key()],
      () => ['MOVE', key(), database()],
      () => ['COPY', key(), key(), 'REPLACE'],
      () => ['COPY', key(), key(), 'DB', database()],
      () => ['SWAPDB', database(), database()],
      () => ['EVAL', 'redis.call("SADD", KEYS[1], "a"); redis.call("RENAME", KEYS[1], KEYS[2])', '2', key(), key()],
      () => ['EVAL', 'for i = 1, 5 do redis.call("DEL", "k" .. i) end', '0'],
      () => ['EVAL', 'redis.call("SPOP", KEYS[1]); redis.call("COPY", KEYS[1], KEYS[2])', '2', key(), key()],
    ])();
  const kind = random.below(100);
  if (kind === 0) return random.below(4) === 0 ? ['FLUSHALL'] : ['FLUSHDB'];
  return kind < 30 ? strings() : kind < 80 ? collections() : keys();
}

/** A random write on its database, or a transaction of some. */
export function randomWrites(random: Random): Command[] {
  const select: Command = ['SELECT', String(random.of(writtenDatabases))];
  if (random.below(8) > 0) return [select, randomWrite(random)];
  const inside = Array.from({ length: 1 + random.below(4) }, () => randomWrite(random));
  return [select, ['MULTI'], ...inside, ['EXEC']];
}
