import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { contentLanes } from '../../redis/data/content/content-hash.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import { typeOf } from '../index/key-items.ts';

/** Values that are this close together are read at once. */
const MAX_GAP_BYTES = 16 * 1024;
const MAX_READ_BYTES = 4 * 1024 * 1024;
/** Larger values, and those of streams and modules, are compared one by one. */
const MAX_VALUE_BYTES = 256 * 1024;

export function isSmall({ length, type }: RdbValuePlace): boolean {
  const name = typeOf(type).type;
  return length <= MAX_VALUE_BYTES && name !== 'stream' && name !== 'module';
}

/**
 * The hashes of the content of many small values, which are equal in every encoding: one pass over the file, in its order.
 * Two halves for each; the third of a value is 1 where it could not be decoded.
 */
export interface ContentHashes {
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly failed: Uint8Array;
}

/** As a hash of values has: different for each process, so that nobody can prepare two values with one hash. */
const seed = randomBytes(4).readInt32LE();

/** @throws the error of reading; the signal's reason */
export async function contentHashes(
  file: FileHandle,
  places: readonly RdbValuePlace[],
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (fraction: number) => void },
): Promise<ContentHashes> {
  const order = Uint32Array.from(places.keys()).sort((a, b) => (places[a]?.offset ?? 0) - (places[b]?.offset ?? 0));
  const lows = new Int32Array(places.length);
  const highs = new Int32Array(places.length);
  const failed = new Uint8Array(places.length);
  let buffer = Buffer.alloc(0);
  for (let from = 0; from < order.length; ) {
    signal.throwIfAborted();
    progress(from / order.length);
    const to = runEnd(places, order, from);
    const first = places[order[from] as number] as RdbValuePlace;
    const last = places[order[to - 1] as number] as RdbValuePlace;
    const length = last.offset + last.length - first.offset;
    if (buffer.length < length) buffer = Buffer.allocUnsafeSlow(Math.max(length, 64 * 1024));
    const { bytesRead } = await file.read(buffer, 0, length, first.offset);
    for (; from < to; from++) {
      const at = order[from] as number;
      const place = places[at] as RdbValuePlace;
      const start = place.offset - first.offset;
      const end = Math.min(bytesRead, start + place.length);
      try {
        const { low, high } = contentLanes(place.type, place.flavour, buffer, start, end, seed);
        lows[at] = low;
        highs[at] = high;
      } catch (error) {
        if (!(error instanceof RdbError)) throw error;
        failed[at] = 1;
      }
    }
  }
  return { lows, highs, failed };
}

/** The end of the places from `first` on that one read covers. */
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
