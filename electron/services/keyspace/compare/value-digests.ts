import { createHash } from 'node:crypto';
import { byteSource, type RdbBytes } from '../../redis/data/decode/byte-source.ts';
import { type ElementParts, rdbElements } from '../../redis/data/decode/decode-all.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import { StreamNodes } from '../../redis/data/decode/stream-entries.ts';
import { readStreamTail } from '../../redis/data/decode/stream-tail.ts';
import { type Content, ValueReader } from '../../redis/data/decode/value-reader.ts';
import { typeOf } from '../index/key-items.ts';

/** Longer elements are not kept in memory. A value with one, and with other bytes, counts as changed. */
export const MAX_ELEMENT_BYTES = 16 * 1024 * 1024;
/** How many bytes of two strings are compared at a time. */
const PIECE_BYTES = 256 * 1024;
const SAFE_LENGTH = 32;

/** The version of the encoding of a stream, by type byte. */
const streamVersions: ReadonlyMap<number, number> = new Map([
  [15, 1],
  [19, 2],
  [21, 3],
]);

/** A value in an RDB. */
export interface ValueAt {
  readonly bytes: RdbBytes;
  readonly place: RdbValuePlace;
}

/**
 * Whether two values of one type are equal, however they are encoded: the order of sets and hashes does not matter, nor
 * do the nodes of lists and streams. Keeps one element of each in memory. Streams are equal if entries, last ID,
 * groups, and unacknowledged entries are equal; the last access of a consumer is no part of the value.
 * @throws RdbError if a value cannot be decoded
 */
export async function isSameValue(before: ValueAt, after: ValueAt): Promise<boolean> {
  const { type } = typeOf(before.place.type);
  if (type === 'string') return isSameString(before, after);
  const first = await digestOf(before, type);
  return first !== null && first === (await digestOf(after, type));
}

/** A digest of the elements of a value; null if an element is too long to be compared. */
async function digestOf(value: ValueAt, type: string): Promise<string | null> {
  const isOrdered = type === 'list' || type === 'stream';
  const digest = isOrdered ? orderedDigest() : unorderedDigest();
  for await (const parts of rdbElements(value.bytes, value.place, MAX_ELEMENT_BYTES)) {
    if (isCut(parts, type)) return null;
    digest.add(parts);
  }
  return type === 'stream' ? `${digest.end()} ${await tailDigest(value)}` : digest.end();
}

/** Whether a part is only the beginning: its length follows, or the part fills the limit. */
function isCut(parts: ElementParts, type: string): boolean {
  return parts.some((part) =>
    part instanceof Uint8Array ? part.length >= MAX_ELEMENT_BYTES : typeof part === 'number' && type !== 'hash',
  );
}

interface Digest {
  add(parts: ElementParts): void;
  end(): string;
}

function orderedDigest(): Digest {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add(parts) {
      count++;
      hash.update(framed(parts));
    },
    end: () => `${count} ${hash.digest('hex')}`,
  };
}

/** The sum of the hashes of all elements does not depend on their order. */
function unorderedDigest(): Digest {
  let low = 0n;
  let high = 0n;
  let count = 0;
  return {
    add(parts) {
      const digest = createHash('sha256').update(framed(parts)).digest();
      low = BigInt.asUintN(64, low + digest.readBigUInt64LE(0));
      high = BigInt.asUintN(64, high + digest.readBigUInt64LE(8));
      count++;
    },
    end: () => `${count} ${low} ${high}`,
  };
}

/** Parts with their lengths, so that no two elements look the same. */
export function framed(parts: ElementParts): Buffer {
  const pieces: Uint8Array[] = [];
  for (const part of parts) {
    const bytes = part instanceof Uint8Array ? part : Buffer.from(String(part));
    pieces.push(Buffer.from(`${bytes.length}:`), bytes);
  }
  return Buffer.concat(pieces);
}

/** The properties of a stream besides its entries, without counters that older versions do not write. */
async function tailDigest({ bytes, place }: ValueAt): Promise<string> {
  const reader = readerOf(bytes, place);
  await (await StreamNodes.open(reader)).end();
  const hash = createHash('sha256');
  const tail = await readStreamTail(reader, streamVersions.get(place.type) ?? 1, true, (id) => hash.update(id));
  const groups = tail.groups?.map(({ name, lastId, pending, consumers }) => [
    Buffer.from(name.data).toString('latin1'),
    lastId,
    pending,
    consumers.map((consumer) => [Buffer.from(consumer.name.data).toString('latin1'), consumer.pending]),
  ]);
  return `${tail.length} ${tail.lastId} ${hash.update(JSON.stringify(groups)).digest('hex')}`;
}

async function isSameString(before: ValueAt, after: ValueAt): Promise<boolean> {
  const [first, second] = [await openString(before), await openString(after)];
  let left = first.end - first.reader.offset;
  if (left !== second.end - second.reader.offset) return false;
  while (left > 0) {
    const count = Math.min(PIECE_BYTES, left);
    const [a, b] = [await first.reader.take(count, count), await second.reader.take(count, count)];
    if (Buffer.compare(a.data, b.data) !== 0) return false;
    left -= count;
  }
  return true;
}

/** The content of a string, decoded if it is compressed or a number. */
export async function openString({ bytes, place }: ValueAt): Promise<Content> {
  const reader = readerOf(bytes, place);
  await reader.fill();
  const first = reader.cursor.bytes[reader.cursor.position] ?? 0;
  if (first < 0xc0 || first === 0xc3) return reader.content();
  const { data } = await reader.string(SAFE_LENGTH);
  return { reader: new ValueReader(byteSource(data), 0, data.length), end: data.length };
}

function readerOf(bytes: RdbBytes, { offset, length }: RdbValuePlace): ValueReader {
  return new ValueReader(byteSource(bytes), offset, offset + length);
}
