import type { ValueDifferenceRow } from '../../../../../shared/contract/compare.ts';
import { byteSource } from '../../../redis/data/decode/byte-source.ts';
import type { Content } from '../../../redis/data/decode/value-reader.ts';
import { ValueReader } from '../../../redis/data/decode/value-reader.ts';
import { toBytes } from '../../values/bytes.ts';
import { openString } from '../value-digests.ts';
import { numbersOf, type RowPage, type RowRequest, type Side } from './value-rows.ts';

const BLOCK_BYTES = 64;
const PIECE_BYTES = 64 * 1024;
/** How many bytes one page reads at most, so that a page of two long values stays fast. */
const PAGE_BYTES = 16 * 1024 * 1024;
const STRING = 0;

/**
 * A page of two values by their bytes: blocks of 64 bytes at one offset of both. An insertion makes all blocks after it
 * differ. A page without rows may have a next one.
 */
export async function bytePage(request: RowRequest): Promise<RowPage> {
  const { count, withSame } = request;
  const [from = 0] = numbersOf(request.position, 1);
  const [first, second] = [await contentOf(request.before, from), await contentOf(request.after, from)];
  const rows: ValueDifferenceRow[] = [];
  let at = from;
  let sameFrom = -1;
  const endSame = () => {
    if (sameFrom >= 0 && withSame) {
      rows.push({
        unit: 'bytes',
        change: 'same',
        fromByte: sameFrom,
        lengthBytes: at - sameFrom,
        before: null,
        after: null,
      });
    }
    sameFrom = -1;
  };
  for (; at < from + PAGE_BYTES; ) {
    const [left, right] = [await piece(first), await piece(second)];
    const length = Math.max(left.length, right.length);
    if (length === 0) {
      endSame();
      return { rows, next: null, rowCounts: null };
    }
    for (let start = 0; start < length; start += BLOCK_BYTES) {
      const [a, b] = [left.subarray(start, start + BLOCK_BYTES), right.subarray(start, start + BLOCK_BYTES)];
      if (a.equals(b)) {
        if (sameFrom < 0) sameFrom = at;
      } else {
        endSame();
        if (rows.length >= count) return { rows, next: String(at), rowCounts: null };
        rows.push(blockRow(at, a, b));
      }
      at += Math.max(a.length, b.length);
    }
  }
  endSame();
  return { rows, next: String(at), rowCounts: null };
}

function blockRow(fromByte: number, before: Buffer, after: Buffer): ValueDifferenceRow {
  return {
    unit: 'bytes',
    change: before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'changed',
    fromByte,
    lengthBytes: Math.max(before.length, after.length),
    before: before.length === 0 ? null : toBytes(before),
    after: after.length === 0 ? null : toBytes(after),
  };
}

/** The content of a value from an offset on; null for a side without one. */
async function contentOf(side: Side, from: number): Promise<Content | null> {
  if (side === null) return null;
  const { place } = side;
  const content =
    place.type === STRING
      ? await openString(side)
      : {
          reader: new ValueReader(byteSource(side.bytes), place.offset, place.offset + place.length),
          end: place.offset + place.length,
        };
  content.reader.skip(Math.min(from, content.end - content.reader.offset));
  return content;
}

async function piece(content: Content | null): Promise<Buffer> {
  const left = content === null ? 0 : content.end - content.reader.offset;
  if (content === null || left === 0) return Buffer.alloc(0);
  const count = Math.min(PIECE_BYTES, left);
  const { data } = await content.reader.take(count, count);
  return Buffer.from(data.buffer, data.byteOffset, data.length);
}
