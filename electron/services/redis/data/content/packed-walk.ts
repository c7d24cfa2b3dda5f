import type { EntryHead, PackedFormat } from '../decode/packed-entries.ts';
import { listpack, ziplist, zipmap } from '../decode/packed-formats.ts';
import type { ValueBytes } from './value-bytes.ts';

const formats: Readonly<Record<'listpack' | 'ziplist' | 'zipmap', PackedFormat>> = { listpack, ziplist, zipmap };
const END_MARK = 0xff;

/** An entry: `bytes` from `start` up to `end`. The visitor must not keep it. */
export type VisitEntry = (bytes: Uint8Array, start: number, end: number) => void;

/** Visits the entries of a packed value in memory, numbers as their digits. @throws RdbError */
export function walkPacked(value: ValueBytes, name: keyof typeof formats, visit: VisitEntry): void {
  const format = formats[name];
  value.take(format.headBytes);
  const head: EntryHead = { skip: 0, digits: null, length: 0, trailer: 0 };
  for (let index = 0; ; index++) {
    const { bytes, at } = value;
    if (at >= value.end) throw value.fail(`a ${name} without an end mark`);
    if (bytes[at] === END_MARK) return;
    if (!parse(value, format, head, index)) throw value.fail(`not an entry of a ${name}`);
    value.take(head.skip);
    if (head.digits !== null) {
      const digits = Buffer.from(head.digits, 'latin1');
      visit(digits, 0, digits.length);
    } else {
      const start = value.take(head.length);
      visit(bytes, start, value.at);
    }
    value.take(head.trailer);
  }
}

function parse(value: ValueBytes, format: PackedFormat, head: EntryHead, index: number): boolean {
  try {
    return format.parse(value.view, value.at, head, index);
  } catch (error) {
    // A view refuses to read beyond its end.
    if (error instanceof RangeError) throw value.fail(`a ${format.name} that ends within an entry`);
    throw error;
  }
}

/** Visits the integers of an intset, as their digits. @throws RdbError */
export function walkIntset(value: ValueBytes, visit: VisitEntry): void {
  const head = value.take(8);
  const width = value.view.getUint32(head, true);
  const count = value.view.getUint32(head + 4, true);
  if (width !== 2 && width !== 4 && width !== 8) throw value.fail(`an intset of ${width}-byte integers`);
  for (let left = count; left > 0; left--) {
    const at = value.take(width);
    const { view } = value;
    const number =
      width === 2 ? view.getInt16(at, true) : width === 4 ? view.getInt32(at, true) : view.getBigInt64(at, true);
    const digits = Buffer.from(String(number), 'latin1');
    visit(digits, 0, digits.length);
  }
}
