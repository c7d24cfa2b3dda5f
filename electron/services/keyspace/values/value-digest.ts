import { createHash } from 'node:crypto';
import { bytePieces, type RdbBytes } from '../../redis/data/decode/byte-source.ts';
import { rdbElements } from '../../redis/data/decode/decode-all.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';

/** The version of the RDB format, and a checksum. */
const DUMP_TAIL_BYTES = 10;

/** Sets and hashes in hash tables: Redis changes their order without a change of the value, while it resizes a table. */
const unordered: ReadonlySet<number> = new Set([2, 4, 22, 24]);

/**
 * A digest of the value in the reply of DUMP, to detect changes. Does not depend on the order of a set or a hash.
 * @returns 32 hexadecimal digits
 */
export function valueDigest(dump: Buffer, flavour: RdbFlavour): Promise<string> {
  const length = Math.max(0, dump.length - 1 - DUMP_TAIL_BYTES);
  return valueDigestAt(dump, { offset: 1, length, type: dump[0] ?? 0, flavour });
}

/** Like `valueDigest`, for a value of any size in a file. */
export async function valueDigestAt(bytes: RdbBytes, place: RdbValuePlace): Promise<string> {
  const { type, offset, length } = place;
  const hash = createHash('sha256');
  if (!unordered.has(type)) {
    hash.update(Uint8Array.of(type));
    for await (const piece of bytePieces(bytes, offset, length)) hash.update(piece);
    return hash.digest('hex').slice(0, 32);
  }
  let low = 0n;
  let high = 0n;
  let count = 0;
  for await (const parts of rdbElements(bytes, place)) {
    const one = createHash('sha256');
    for (const part of parts) {
      const data = part instanceof Uint8Array ? part : Buffer.from(String(part));
      one.update(`${data.length}:`).update(data);
    }
    const digest = one.digest();
    low = BigInt.asUintN(64, low + digest.readBigUInt64LE(0));
    high = BigInt.asUintN(64, high + digest.readBigUInt64LE(8));
    count++;
  }
  return hash.update(`${type} ${count} ${low} ${high}`).digest('hex').slice(0, 32);
}
