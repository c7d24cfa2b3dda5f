import { byteSource, type RdbBytes } from '../decode/byte-source.ts';
import type { RdbValuePlace } from '../decode/decode-value.ts';
import { parseScore } from '../decode/score.ts';
import { ValueReader } from '../decode/value-reader.ts';
import { contentHash, typeWord } from './content-hash.ts';
import { HashLanes, LanePieces, LaneSum } from './hash-lanes.ts';
import { walkPacked } from './packed-walk.ts';
import { hashNode, hashTail } from './stream-content.ts';
import { ValueBytes } from './value-bytes.ts';

/** The version of the encoding of a stream, by type byte. */
const streams: ReadonlyMap<number, number> = new Map([
  [15, 1],
  [19, 2],
  [21, 3],
]);
const LIST = 1;
const SET = 2;
const OLD_SORTED_SET = 3;
const HASH = 4;
const SORTED_SET = 5;
const ZIPLIST_NODES = 14;
const LISTPACK_NODES = 18;
const TIMED_HASH = 22;
const EARLIEST_HASH = 24;
const PLAIN_NODE = 1;
/** A compressed string up to this size is expanded in memory. */
const EXPANDED_BYTES = 1024 * 1024;
const MAX_SCORE_BYTES = 255;

/**
 * `contentHash` of a value of any size in a file, read in windows of at most 512 KB. A value in one packed string, a node
 * of a list or stream, and the groups of a stream are in memory as a whole, because Redis writes them so.
 * @param onRead called now and then with the bytes read so far; what it throws ends the work
 * @throws RdbError
 */
export async function storedHash(
  bytes: RdbBytes,
  place: RdbValuePlace,
  onRead?: (bytesRead: number) => void,
): Promise<string> {
  const { type, flavour, offset, length } = place;
  const reader = new ValueReader(byteSource(bytes), offset, offset + length);
  const value = new StoredValue(reader, new HashLanes(), onRead && (() => onRead(reader.offset - offset)));
  value.hash.word(typeWord(type));
  if (type === 0) await value.string(value.hash);
  else if (type === LIST || type === ZIPLIST_NODES || type === LISTPACK_NODES) await value.list(type);
  else if (type === SET || type === HASH || type === SORTED_SET || type === OLD_SORTED_SET) await value.table(type);
  else if (type === TIMED_HASH || type === EARLIEST_HASH) await value.timedHash(type, flavour === 'valkey');
  else if (streams.has(type)) await value.stream(streams.get(type) ?? 1);
  else {
    const { data } = await reader.take(length, length);
    return contentHash(type, flavour, data, 0, data.length);
  }
  value.hash.finish();
  return value.hash.toString();
}

/** A value while it is hashed. Most strings are within the window, and are hashed without a wait. */
class StoredValue {
  readonly reader: ValueReader;
  readonly hash: HashLanes;
  readonly #part = new HashLanes();
  readonly #read: (() => void) | undefined;

  constructor(reader: ValueReader, hash: HashLanes, read: (() => void) | undefined) {
    this.reader = reader;
    this.hash = hash;
    this.#read = read;
  }

  async list(type: number): Promise<void> {
    const add = (bytes: Uint8Array, start: number, end: number) => this.hash.bytes(bytes, start, end);
    for (let left = await this.#count(); left > 0; left--) {
      const isPlain = type === LISTPACK_NODES && (await this.#length()) === PLAIN_NODE;
      if (type === LIST || isPlain) {
        if (!this.#quick(this.hash)) await this.string(this.hash);
      } else walkPacked(await this.#packed(), type === ZIPLIST_NODES ? 'ziplist' : 'listpack', add);
    }
  }

  /** A set, a sorted set or a hash. */
  async table(type: number): Promise<void> {
    const part = this.#part;
    const sum = new LaneSum(part);
    for (let left = await this.#count(); left > 0; left--) {
      part.reset();
      if (!this.#quick(part)) await this.string(part);
      if (type === HASH) {
        if (!this.#quick(part)) await this.string(part);
        part.double(0);
      } else if (type !== SET) {
        const score = type === SORTED_SET ? await this.#double() : await this.#textDouble();
        // Redis keeps no sign of zero in a listpack.
        part.double(score === 0 ? 0 : score);
      }
      sum.add();
    }
    sum.finish(this.hash);
  }

  /** A hash whose fields may expire. */
  async timedHash(type: number, isTimeLast: boolean): Promise<void> {
    const part = this.#part;
    const sum = new LaneSum(part);
    const earliest = type === EARLIEST_HASH ? (await this.#time()) - 1 : 0;
    for (let left = await this.#count(); left > 0; left--) {
      part.reset();
      const time = type === TIMED_HASH && isTimeLast ? 0 : await this.#length();
      if (!this.#quick(part)) await this.string(part);
      if (!this.#quick(part)) await this.string(part);
      if (type === TIMED_HASH && isTimeLast) part.double(Math.max(0, await this.#time()));
      else part.double(time === 0 ? 0 : earliest + time);
      sum.add();
    }
    sum.finish(this.hash);
  }

  async stream(version: number): Promise<void> {
    for (let left = await this.#count(); left > 0; left--) {
      const id = await this.#packed();
      hashNode(id.bytes, await this.#packed(), this.hash);
    }
    const { remaining } = this.reader;
    const { data } = await this.reader.take(remaining, remaining);
    hashTail(new ValueBytes(data, 0, data.length), version, this.hash);
  }

  /** Adds a string of any form and length. */
  async string(into: HashLanes): Promise<void> {
    await this.#fill();
    if (this.#quick(into)) return;
    const { reader, end } = await this.reader.content();
    const pieces = new LanePieces(into, end - reader.offset);
    for (let left = end - reader.offset; left > 0; ) {
      const { cursor } = reader;
      if (cursor.position >= cursor.end) {
        await reader.fill();
        this.#read?.();
      }
      const stop = Math.min(cursor.end, cursor.position + left);
      pieces.add(cursor.bytes, cursor.position, stop);
      left -= stop - cursor.position;
      cursor.position = stop;
    }
    pieces.finish();
  }

  /** Adds a string that is in the window completely. @returns false, with nothing read, if it is not */
  #quick(into: HashLanes): boolean {
    const { reader } = this;
    if (!reader.isReady) return false;
    const { cursor } = reader;
    const { position, bytes } = cursor;
    const first = bytes[position] ?? 0;
    if (first < 0xc0) {
      const length = cursor.readLength();
      const end = cursor.position + length;
      if (end > cursor.end) {
        cursor.position = position;
        return false;
      }
      into.bytes(bytes, cursor.position, end);
      cursor.position = end;
      return true;
    }
    if (first === 0xc3) {
      cursor.position++;
      const size = cursor.readLength();
      const length = cursor.readLength();
      const end = cursor.position + size;
      cursor.position = position;
      if (end > cursor.end || length > EXPANDED_BYTES) return false;
    }
    if (!cursor.readText()) return false;
    into.bytes(cursor.text, cursor.textStart, cursor.textEnd);
    return true;
  }

  async #fill(): Promise<void> {
    if (this.reader.isReady) return;
    await this.reader.fill();
    this.#read?.();
  }

  async #packed(): Promise<ValueBytes> {
    await this.#fill();
    const { data } = await this.reader.string(Number.MAX_SAFE_INTEGER);
    return new ValueBytes(data, 0, data.length);
  }

  async #length(): Promise<number> {
    await this.#fill();
    return this.reader.length();
  }

  async #count(): Promise<number> {
    const count = await this.#length();
    if (count > this.reader.remaining) throw this.reader.fail(`${count} elements do not fit into the value`);
    return count;
  }

  async #eight(): Promise<DataView> {
    const { cursor } = this.reader;
    const { bytes, position, end } = cursor;
    if (position + 8 <= end) {
      cursor.position += 8;
      return new DataView(bytes.buffer, bytes.byteOffset + position, 8);
    }
    const { data } = await this.reader.take(8, 8);
    this.#read?.();
    return new DataView(data.buffer, data.byteOffset, 8);
  }

  async #double(): Promise<number> {
    return (await this.#eight()).getFloat64(0, true);
  }

  async #time(): Promise<number> {
    return Number((await this.#eight()).getBigInt64(0, true));
  }

  /** The score of Redis before 4.0: its digits after their number. */
  async #textDouble(): Promise<number> {
    const { data } = await this.reader.take(1, 1);
    const size = data[0] ?? 0;
    if (size === 253) return Number.NaN;
    if (size === 254) return Number.POSITIVE_INFINITY;
    if (size === 255) return Number.NEGATIVE_INFINITY;
    const digits = await this.reader.take(size, MAX_SCORE_BYTES);
    return parseScore(Buffer.from(digits.data).toString('latin1'));
  }
}
