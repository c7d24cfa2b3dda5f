/**
 * Commands of this app that look up their first argument. Redis counts each as a hit or a miss, also those that do not
 * touch the key, such as TYPE and TTL.
 */
const lookups = new Set([
  ...['DUMP', 'GET', 'STRLEN', 'TYPE', 'TTL', 'PTTL', 'EXPIRETIME', 'PEXPIRETIME', 'GETRANGE'],
  ...['LLEN', 'LRANGE', 'SCARD', 'SMEMBERS', 'SSCAN', 'ZCARD', 'ZRANGE', 'ZSCAN', 'HLEN', 'HGETALL', 'HSCAN'],
  ...['XLEN', 'XRANGE', 'XREVRANGE'],
]);
/** OBJECT ENCODING, IDLETIME and FREQ look up their second argument. */
const OBJECT = 'OBJECT';

/** The key lookups of one command, derived from its reply. */
export function lookupsOf(
  command: string,
  args: readonly unknown[],
  reply: unknown,
): { readonly hits: number; readonly misses: number } {
  const name = command.toUpperCase();
  if (name === 'EXISTS') {
    const hits = typeof reply === 'number' ? reply : 0;
    return { hits, misses: args.length - hits };
  }
  if (!lookups.has(name) && name !== OBJECT) return { hits: 0, misses: 0 };
  // WRONGTYPE: the key was found.
  return isNothing(reply) ? { hits: 0, misses: 1 } : { hits: 1, misses: 0 };
}

/** Redis has no empty collections, so an empty reply means a missing key. */
function isNothing(reply: unknown): boolean {
  if (reply === null || reply === 0 || reply === -2) return true;
  if (Buffer.isBuffer(reply)) return reply.equals(Buffer.from('none'));
  if (!Array.isArray(reply)) return reply === 'none';
  // A cursor and its batch, or the elements themselves.
  const elements = reply.length === 2 && Array.isArray(reply[1]) ? reply[1] : reply;
  return elements.length === 0;
}
