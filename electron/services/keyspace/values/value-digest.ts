import { createHash } from 'node:crypto';
import { rdbElements } from '../../redis/data/decode/decode-all.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';

/** The version of the RDB format, and a checksum. */
const DUMP_TAIL_BYTES = 10;

/** Sets and hashes in hash tables: Redis changes their order without a change of the value, while it resizes a table. */
const unordered: ReadonlySet<number> = new Set([2, 4, 22, 24]);

/**
 * A digest of the value in the reply of DUMP, to detect changes. Does not depend on the order of a set or a hash.
 * @returns 32 hexadecimal digits
 */
export async function valueDigest(dump: Buffer, flavour: RdbFlavour): Promise<string> {
  const type = dump[0] ?? 0;
  const value = dump.subarray(0, Math.max(0, dump.length - DUMP_TAIL_BYTES));
  const hash = createHash('sha256');
  if (!unordered.has(type)) return hash.update(value).digest('hex').slice(0, 32);
  let low = 0n;
  let high = 0n;
  let count = 0;
  const place = { offset: 1, length: value.length - 1, type, flavour };
  for await (const parts of rdbElements(value, place)) {
    const one = createHash('sha256');
    for (const part of parts) {
      const bytes = part instanceof Uint8Array ? part : Buffer.from(String(part));
      one.update(`${bytes.length}:`).update(bytes);
    }
    const digest = one.digest();
    low = BigInt.asUintN(64, low + digest.readBigUInt64LE(0));
    high = BigInt.asUintN(64, high + digest.readBigUInt64LE(8));
    count++;
  }
  return hash.update(`${type} ${count} ${low} ${high}`).digest('hex').slice(0, 32);
}
