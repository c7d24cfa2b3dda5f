import { appendCrc64, Crc64 } from '../../redis/data/crc64.ts';
import { bytePieces } from '../../redis/data/decode/byte-source.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { DUMP_TAIL_BYTES } from '../edit/key-state.ts';
import type { KeyPage } from './key-page.ts';
import type { SourceValues, StoredValue } from './source-keys.ts';
import { oldestRdb } from './target-format.ts';

const VERSION_BYTES = 2;
/** A longer part is copied as a whole. */
const COPIED_ONE_BY_ONE = 64;

/** Bytes of a payload of RESTORE for a value. */
export function payloadBytes(valueBytes: number): number {
  return 1 + valueBytes + DUMP_TAIL_BYTES;
}

/**
 * Writes a payload of RESTORE: the type byte, the value, the version of the format, and a checksum that the server
 * verifies.
 * @param bytes the value from `start` up to `stop`
 * @returns its end
 */
export function writePayload(
  to: Uint8Array,
  at: number,
  type: number,
  flavour: RdbFlavour,
  bytes: Uint8Array,
  start: number,
  stop: number,
): number {
  to[at] = type;
  const end = copyBytes(bytes, start, stop, to, at + 1);
  const version = oldestRdb(type, flavour);
  to[end] = version & 0xff;
  to[end + 1] = version >>> 8;
  appendCrc64(to, at, end + VERSION_BYTES);
  return end + DUMP_TAIL_BYTES;
}

/**
 * The bytes that `writePayload` writes, for a value of any size in a file.
 * @param onPiece called before each piece with the bytes of the value before it; what it throws ends the work
 */
export async function* payloadPieces(
  { bytes, place }: StoredValue,
  onPiece: (valueBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const { type, flavour, offset, length } = place;
  const crc = new Crc64();
  const sum = (piece: Uint8Array) => {
    crc.update(piece, 0, piece.length);
    return piece;
  };
  yield sum(Uint8Array.of(type));
  let done = 0;
  for await (const piece of bytePieces(bytes, offset, length)) {
    onPiece(done);
    yield sum(piece);
    done += piece.length;
  }
  onPiece(done);
  const version = oldestRdb(type, flavour);
  const tail = Buffer.alloc(DUMP_TAIL_BYTES);
  tail[0] = version & 0xff;
  tail[1] = version >>> 8;
  sum(tail.subarray(0, VERSION_BYTES));
  crc.write(tail, VERSION_BYTES);
  yield tail;
}

/** @returns the end of the copy */
export function copyBytes(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  if (end - start > COPIED_ONE_BY_ONE) to.set(from.subarray(start, end), at);
  else {
    const shift = at - start;
    for (let next = start; next < end; next++) to[next + shift] = from[next] as number;
  }
  return at + end - start;
}

/** The payloads of some keys, each in a separate buffer; null if a live source no longer has the key. */
export async function payloadsOf(
  source: {
    readonly flavour: RdbFlavour;
    values(page: KeyPage, rows: readonly number[]): Promise<SourceValues>;
  },
  page: KeyPage,
  rows: readonly number[],
): Promise<readonly (Buffer | null)[]> {
  const { buffers, starts, ends, types } = await source.values(page, rows);
  return buffers.map((bytes, at) => {
    if (bytes === null) return null;
    const [start = 0, end = 0] = [starts[at], ends[at]];
    const payload = Buffer.allocUnsafe(payloadBytes(end - start));
    writePayload(payload, 0, types[at] ?? 0, source.flavour, bytes, start, end);
    return payload;
  });
}
