import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { contentLanes } from '../../redis/data/content/content-hash.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { compareBytes } from '../index/key-arena.ts';
import { typeOf } from '../index/key-items.ts';

/** Values that are this close together are read at once. */
const MAX_GAP_BYTES = 16 * 1024;
const MAX_READ_BYTES = 1024 * 1024;
/** Larger values, and those of streams and modules, are compared one by one. */
const MAX_VALUE_BYTES = 256 * 1024;

export function isSmall({ length, type }: Pick<RdbValuePlace, 'length' | 'type'>): boolean {
  const name = typeOf(type).type;
  return length <= MAX_VALUE_BYTES && name !== 'stream' && name !== 'module';
}

interface Work {
  readonly signal: AbortSignal;
  readonly progress: (fraction: number) => void;
}

/** A serialised value: `bytes` from `start` up to `end`. */
export interface SmallValue {
  readonly type: number;
  readonly flavour: RdbFlavour;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads many small values in one pass over their file, in its order.
 * @param visit also receives the index of the value; the bytes are valid during the call
 * @throws the error of reading; the signal's reason
 */
export async function readSmall(
  file: FileHandle,
  places: readonly RdbValuePlace[],
  visit: (at: number, value: SmallValue) => void,
  { signal, progress }: Work,
): Promise<void> {
  const order = Uint32Array.from(places.keys());
  const offsetOf = (at: number) => (places[at] as RdbValuePlace).offset;
  if (places.some((place, at) => at > 0 && place.offset < offsetOf(at - 1))) {
    order.sort((a, b) => offsetOf(a) - offsetOf(b));
  }
  let bytes = new Uint8Array(0);
  for (let from = 0; from < order.length; ) {
    signal.throwIfAborted();
    progress(from / order.length);
    const to = runEnd(places, order, from);
    const first = places[order[from] as number] as RdbValuePlace;
    const last = places[order[to - 1] as number] as RdbValuePlace;
    const length = last.offset + last.length - first.offset;
    if (bytes.length < length) bytes = new Uint8Array(Math.max(length, 64 * 1024));
    const { bytesRead } = await file.read(bytes, 0, length, first.offset);
    for (; from < to; from++) {
      const at = order[from] as number;
      const { type, flavour, offset, length: own } = places[at] as RdbValuePlace;
      const start = offset - first.offset;
      visit(at, { type, flavour, bytes, start, end: Math.min(bytesRead, start + own) });
    }
  }
}

/** The end of the values from `first` on that one read covers. */
function runEnd(places: readonly RdbValuePlace[], order: Uint32Array, first: number): number {
  const start = places[order[first] as number]?.offset ?? 0;
  let before = start + (places[order[first] as number]?.length ?? 0);
  let at = first + 1;
  for (; at < order.length; at++) {
    const { offset, length } = places[order[at] as number] as RdbValuePlace;
    if (offset - before > MAX_GAP_BYTES || offset + length - start > MAX_READ_BYTES) break;
    before = offset + length;
  }
  return at;
}

/** The seed of the content hash: different for each process, so that nobody can construct two values with one hash. */
const seed = randomBytes(4).readInt32LE();

/** Hashes of the content of values, equal in every encoding, in two halves. `failed`: it could not be decoded. */
export class ContentHashes {
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly failed: Uint8Array;

  constructor(count: number) {
    this.lows = new Int32Array(count);
    this.highs = new Int32Array(count);
    this.failed = new Uint8Array(count);
  }

  set(at: number, { type, flavour, bytes, start, end }: SmallValue): void {
    try {
      const { low, high } = contentLanes(type, flavour, bytes, start, end, seed);
      this.lows[at] = low;
      this.highs[at] = high;
    } catch (error) {
      if (!(error instanceof RdbError)) throw error;
      this.failed[at] = 1;
    }
  }

  /** Whether the contents of a value here and there are equal; null if one could not be decoded. */
  isSame(at: number, others: ContentHashes, other: number): boolean | null {
    if (this.failed[at] === 1 || others.failed[other] === 1) return null;
    return this.lows[at] === others.lows[other] && this.highs[at] === others.highs[other];
  }
}

const ofBefore = new ContentHashes(1);
const ofAfter = new ContentHashes(1);

/** Whether two values of one type are equal; null if one cannot be decoded. */
export function isSameSmall(before: SmallValue, after: SmallValue): boolean | null {
  const [first, second] = [textStart(before), textStart(after)];
  if (first >= 0 && second >= 0) return isSameText(before, first, after, second);
  ofBefore.set(0, before);
  ofAfter.set(0, after);
  const isSame = ofBefore.isSame(0, ofAfter, 0);
  ofBefore.failed[0] = 0;
  ofAfter.failed[0] = 0;
  return isSame;
}

/** The start of the text of a string that is neither a number nor compressed; -1 for all other values. */
function textStart({ type, bytes, start, end }: SmallValue): number {
  if (type !== 0 || end - start < 2) return -1;
  const first = bytes[start] as number;
  if (first < 0x40) return first === end - start - 1 ? start + 1 : -1;
  const length = ((first & 0x3f) << 8) | (bytes[start + 1] as number);
  return first < 0x80 && length === end - start - 2 ? start + 2 : -1;
}

function isSameText(a: SmallValue, aStart: number, b: SmallValue, bStart: number): boolean {
  return compareBytes(a.bytes, aStart, a.end, b.bytes, bStart, b.end) === 0;
}
