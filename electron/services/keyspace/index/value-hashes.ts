import { contentHash } from '../../redis/data/content/content-hash.ts';
import { HashLanes } from '../../redis/data/content/hash-lanes.ts';
import { storedHash } from '../../redis/data/content/stored-hash.ts';
import { bytePieces, type RdbBytes } from '../../redis/data/decode/byte-source.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import type { RdbEntry } from '../../redis/data/rdb-visitor.ts';
import { walkRdbFile } from '../../redis/data/walk-rdb.ts';
import { openKeyFile } from '../values/open-key-file.ts';

/** Larger values are not in memory as a whole: they are read once more, in pieces. */
const MAX_VALUE_BYTES = 32 * 1024 * 1024;

/**
 * The content hash of every value of an RDB, in the order of the file: the rows of its index.
 * @returns for each row 16 hexadecimal digits
 * @throws RdbError; the signal's reason
 */
export async function valueHashes(
  path: string,
  flavour: RdbFlavour,
  signal: AbortSignal,
  maxValueBytes = MAX_VALUE_BYTES,
): Promise<readonly string[]> {
  const hashes: string[] = [];
  const large: { readonly row: number; readonly place: RdbValuePlace }[] = [];
  let value = Buffer.allocUnsafe(64 * 1024);
  let length = 0;
  const hashOf = (type: number) => {
    try {
      return contentHash(type, flavour, value, 0, length);
    } catch (error) {
      // Its bytes are invalid, so only the bytes can be compared.
      if (!(error instanceof RdbError)) throw error;
      const raw = new HashLanes();
      raw.bytes(value, 0, length);
      return raw.toString();
    }
  };
  const file = await openKeyFile(path);
  try {
    const visitor = {
      valueBytes(bytes: Uint8Array, start: number, end: number) {
        const added = end - start;
        if (length + added > maxValueBytes) {
          length = Number.POSITIVE_INFINITY;
          return;
        }
        if (length + added > value.length) {
          const larger = Buffer.allocUnsafe(Math.min(maxValueBytes, 2 * (length + added)));
          value.copy(larger, 0, 0, length);
          value = larger;
        }
        value.set(bytes.subarray(start, end), length);
        length += added;
      },
      key(entry: RdbEntry) {
        if (length <= maxValueBytes) hashes.push(hashOf(entry.type));
        else {
          const place = { offset: entry.offset, length: entry.length, type: entry.type, flavour };
          large.push({ row: hashes.length, place });
          hashes.push('');
        }
        length = 0;
      },
    };
    await walkRdbFile(file, visitor, { signal, checksum: false });
    for (const { row, place } of large) hashes[row] = await hashInPieces(file, place, signal);
  } finally {
    await file.close();
  }
  return hashes;
}

async function hashInPieces(file: RdbBytes, place: RdbValuePlace, signal: AbortSignal): Promise<string> {
  try {
    return await storedHash(file, place, () => signal.throwIfAborted());
  } catch (error) {
    if (!(error instanceof RdbError)) throw error;
    const raw = new HashLanes();
    for await (const piece of bytePieces(file, place.offset, place.length)) raw.bytes(piece, 0, piece.length);
    return raw.toString();
  }
}
