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
  for (let index = 0; ; index++) {
    const { bytes, at } = value;
    if (at >= value.end) throw value.fail(`a ${name} without an end mark`);
    if (bytes[at] === END_MARK) return;
    if (!format.parse(bytes, at, head, index)) throw value.fail(`not an entry of a ${name}`);
    value.take(head.skip);
    if (head.digits !== null) {
      visit(digits, 0, writeDigits(head.digits));
    } else {
      const start = value.take(head.length);
      visit(bytes, start, value.at);
    }
    value.take(head.trailer);
  }
}

/** The current entry. One object is enough, because a walk never begins within another one. */
const head: EntryHead = { skip: 0, digits: null, length: 0, trailer: 0 };
/** A buffer for each number would cost more than the hash of its digits. */
const digits = new Uint8Array(20);

/** @returns their number */
function writeDigits(text: string): number {
  for (let at = 0; at < text.length; at++) digits[at] = text.charCodeAt(at);
  return text.length;
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
    visit(digits, 0, writeDigits(String(number)));
  }
}
