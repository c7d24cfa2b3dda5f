import { open } from 'node:fs/promises';
import { contentHash } from '../../redis/data/content/content-hash.ts';
import { HashLanes } from '../../redis/data/content/hash-lanes.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { walkRdbFile } from '../../redis/data/walk-rdb.ts';

/** Larger values are not held in memory: two encodings of one value then count as two values. */
const MAX_VALUE_BYTES = 32 * 1024 * 1024;

/**
 * The content hash of every value of an RDB, in the order of the file: the rows of its index.
 * @returns for each row 16 hexadecimal digits
 * @throws RdbError; the signal's reason
 */
export async function valueHashes(path: string, flavour: RdbFlavour, signal: AbortSignal): Promise<readonly string[]> {
  const hashes: string[] = [];
  const raw = new HashLanes();
  let value = Buffer.allocUnsafe(64 * 1024);
  let length = 0;
  const hashOf = (type: number) => {
    if (length > MAX_VALUE_BYTES) {
      raw.finish();
      return raw.toString();
    }
    try {
      return contentHash(type, flavour, value, 0, length);
    } catch (error) {
      // Its bytes are invalid, so only the bytes can be compared.
      if (!(error instanceof RdbError)) throw error;
      raw.reset();
      raw.bytes(value, 0, length);
      return raw.toString();
    }
  };
  const file = await open(path, 'r');
  try {
    const visitor = {
      valueBytes(bytes: Uint8Array, start: number, end: number) {
        const added = end - start;
        if (length + added > MAX_VALUE_BYTES) {
          if (length <= MAX_VALUE_BYTES) {
            raw.reset();
            raw.bytes(value, 0, length);
          }
          raw.bytes(bytes, start, end);
          length += added;
          return;
        }
        if (length + added > value.length) {
          const larger = Buffer.allocUnsafe(Math.min(MAX_VALUE_BYTES, 2 * (length + added)));
          value.copy(larger, 0, 0, length);
          value = larger;
        }
        value.set(bytes.subarray(start, end), length);
        length += added;
      },
      key({ type }: { readonly type: number }) {
        hashes.push(hashOf(type));
        length = 0;
      },
    };
    await walkRdbFile(file, visitor, { signal, checksum: false });
  } finally {
    await file.close();
  }
  return hashes;
}
