import type { RedisLink } from '../connection/redis-link.ts';

/** Keys compared per database, and the limits of a compared value. */
const SAMPLE_KEYS = 100;
const LARGEST_ELEMENTS = 1000;
const LARGEST_BYTES = 1024 * 1024;
const REPLY_TIMEOUT_MS = 5000;

/**
 * Compares the values of random keys in a loaded backup with those of the live server.
 * @returns the number of equal values, and the first key with a different one
 */
export async function compareSample(
  loaded: RedisLink,
  live: RedisLink,
  databases: readonly { readonly index: number; readonly keys: number }[],
): Promise<{ readonly compared: number; readonly different: string | null }> {
  let compared = 0;
  for (const { index, keys } of databases) {
    await Promise.all([loaded, live].map((link) => link.call(REPLY_TIMEOUT_MS, 'SELECT', String(index))));
    const chosen = new Set<string>();
    for (let attempt = 0; attempt < Math.min(SAMPLE_KEYS, keys); attempt++) {
      const key = await loaded.callBuffer(REPLY_TIMEOUT_MS, 'RANDOMKEY');
      if (!Buffer.isBuffer(key) || chosen.has(key.toString('latin1'))) continue;
      chosen.add(key.toString('latin1'));
      const [ours, theirs] = await Promise.all([valueAt(loaded, key), valueAt(live, key)]);
      // Too large, a module type, or expired on one side.
      if (ours === null || theirs === null) continue;
      if (ours !== theirs) return { compared, different: key.toString('utf8') };
      compared += 1;
    }
  }
  return { compared, different: null };
}

/** A value independent of its encoding; null for a value that is not compared. */
async function valueAt(link: RedisLink, key: Buffer): Promise<string | null> {
  const call = (command: string, ...args: readonly (string | Buffer)[]) =>
    link.callBuffer(REPLY_TIMEOUT_MS, command, ...args);
  const type = String(await call('TYPE', key));
  const read = readers[type];
  if (!read) return null;
  const size = Number(await call(read.size, key));
  if (size > read.most) return null;
  const value = flatten(await call(read.command, key, ...read.args));
  return `${type} ${(read.sorted ? sortPairs(value, read.width) : value).join(' ')}`;
}

interface Reader {
  readonly size: string;
  readonly most: number;
  readonly command: string;
  readonly args: readonly string[];
  /** The reply has no defined order. */
  readonly sorted: boolean;
  /** Elements per group in the reply. */
  readonly width: number;
}

const reader = (size: string, command: string, args: readonly string[], width: number | null): Reader => ({
  size,
  most: size === 'STRLEN' ? LARGEST_BYTES : LARGEST_ELEMENTS,
  command,
  args,
  sorted: width !== null,
  width: width ?? 1,
});

const readers: Readonly<Record<string, Reader>> = {
  string: reader('STRLEN', 'GET', [], null),
  list: reader('LLEN', 'LRANGE', ['0', '-1'], null),
  set: reader('SCARD', 'SMEMBERS', [], 1),
  zset: reader('ZCARD', 'ZRANGE', ['0', '-1', 'WITHSCORES'], null),
  hash: reader('HLEN', 'HGETALL', [], 2),
  stream: reader('XLEN', 'XRANGE', ['-', '+'], null),
};

function flatten(reply: unknown): readonly string[] {
  if (Array.isArray(reply)) return reply.flatMap(flatten);
  return [Buffer.isBuffer(reply) ? reply.toString('hex') : String(reply)];
}

function sortPairs(values: readonly string[], width: number): readonly string[] {
  const groups: string[] = [];
  for (let at = 0; at < values.length; at += width) groups.push(values.slice(at, at + width).join(':'));
  return groups.sort();
}
