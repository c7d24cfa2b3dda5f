import { RdbError } from '../rdb-error.ts';
import type { RdbVisitor } from '../rdb-visitor.ts';
import { type StreamOptions, walkRdbStream } from '../walk-rdb.ts';
import { contentLanes } from './content-hash.ts';
import { HashLanes } from './hash-lanes.ts';

/** Figures of a data set's content, by which two servers can be compared. */
export interface DataDigest {
  /** Sixteen hexadecimal digits over every key with its database, expiry and value, in any order and encoding. */
  readonly digest: string;
  readonly keys: number;
  readonly expires: number;
}

/** Larger values are hashed as their bytes: two encodings of one value then differ. */
const MAX_VALUE_BYTES = 512 * 1024 * 1024;

/** Computes the digest of an RDB from its stream. @throws RdbError; the signal's reason; the error of the source */
export async function digestRdb(source: AsyncIterable<Uint8Array>, options: StreamOptions = {}): Promise<DataDigest> {
  const { visitor, digest } = dataDigester();
  await walkRdbStream(source, visitor, options);
  return digest();
}

/** A visitor that computes the digest of one RDB, and that digest after the walk. */
export function dataDigester(): { readonly visitor: RdbVisitor; readonly digest: () => DataDigest } {
  const one = new HashLanes();
  const sum = new HashLanes();
  let [low, high, keys, expires] = [0, 0, 0, 0];
  let value = Buffer.allocUnsafe(64 * 1024);
  let length = 0;

  const add = (
    type: number,
    bytes: Uint8Array,
    [keyStart, keyEnd]: readonly [number, number],
    place: { readonly database: number; readonly expireAtMs: number },
    held: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  ) => {
    const content = lanesOf(type, held);
    one.reset();
    one.word(place.database);
    one.bytes(bytes, keyStart, keyEnd);
    one.double(place.expireAtMs);
    one.word(content.low);
    one.word(content.high);
    one.finish();
    low = (low + one.low) | 0;
    high = (high + one.high) | 0;
    keys++;
    if (place.expireAtMs >= 0) expires++;
  };

  const visitor: RdbVisitor = {
    valueBytes(bytes, start, end) {
      const added = end - start;
      if (length + added > value.length) {
        if (length + added > MAX_VALUE_BYTES) throw new Error('a value is larger than Redis allows');
        const larger = Buffer.allocUnsafe(Math.min(MAX_VALUE_BYTES, 2 * (length + added)));
        value.copy(larger, 0, 0, length);
        value = larger;
      }
      value.set(bytes.subarray(start, end), length);
      length += added;
    },
    key({ type, keyBytes, keyStart, keyEnd, database: index, expireAtMs }) {
      const place = { database: index, expireAtMs };
      add(type, keyBytes, [keyStart, keyEnd], place, { bytes: value, start: 0, end: length });
      length = 0;
    },
    entries({ database: index, count, bytes, keyStarts, keyEnds, types, expiries, lengths }) {
      for (let at = 0; at < count; at++) {
        const [start, end] = [keyStarts[at] as number, keyEnds[at] as number];
        const held = { bytes, start: end, end: end + (lengths[at] as number) };
        add(types[at] as number, bytes, [start, end], { database: index, expireAtMs: expiries[at] as number }, held);
      }
    },
    functionLibrary(bytes, start, end) {
      one.reset();
      one.bytes(bytes, start, end);
      one.finish();
      low = (low + one.low) | 0;
      high = (high + one.high) | 0;
    },
  };
  const digest = () => {
    sum.reset();
    sum.word(keys);
    sum.word(low);
    sum.word(high);
    sum.finish();
    return { digest: sum.toString(), keys, expires };
  };
  return { visitor, digest };
}

function lanesOf(
  type: number,
  { bytes, start, end }: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
): Pick<HashLanes, 'low' | 'high'> {
  try {
    return contentLanes(type, 'redis', bytes, start, end);
  } catch (error) {
    // A value that cannot be decoded can still be compared as bytes.
    if (!(error instanceof RdbError)) throw error;
    raw.reset();
    raw.word(type);
    raw.bytes(bytes, start, end);
    raw.finish();
    return raw;
  }
}

const raw = new HashLanes();
