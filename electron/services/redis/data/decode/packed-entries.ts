import type { Content, Element } from './value-reader.ts';

/** A sequence of strings inside a packed value. */
export interface Entries {
  /** Their number, if the header of the packed value has it. */
  readonly count: number | null;
  /** @param max the most bytes to copy @returns null at the end @throws RdbError */
  next(max: number): Promise<Element | null>;
  /** @returns false at the end */
  skip(): Promise<boolean>;
}

/** The header of one entry. The parser reuses the object. */
export interface EntryHead {
  /** Bytes before the string: the head itself. */
  skip: number;
  /** The digits of a number; null for a string. */
  digits: string | null;
  /** Bytes of the string. */
  length: number;
  /** Bytes after the string. */
  trailer: number;
}

export interface PackedFormat {
  readonly name: string;
  readonly headBytes: number;
  readonly count: (head: DataView) => number | null;
  /**
   * Parses the header of an entry at `at`. Reads bytes beyond the end as 0: the caller checks the length of the entry.
   * @returns false if it is no valid entry
   */
  readonly parse: (bytes: Uint8Array, at: number, into: EntryHead, index: number) => boolean;
}

const END_MARK = 0xff;

/** Reads the entries of a listpack, a ziplist or a zipmap. */
export async function openEntries({ reader, end }: Content, format: PackedFormat): Promise<Entries> {
  if (reader.offset + format.headBytes > end) throw reader.fail(`a ${format.name} without a head`);
  const { data } = await reader.take(format.headBytes, format.headBytes);
  const head: EntryHead = { skip: 0, digits: null, length: 0, trailer: 0 };
  let index = 0;

  /** Moves to the next entry and past its head. @returns false at the end */
  const advance = async (): Promise<boolean> => {
    if (reader.offset >= end) throw reader.fail(`a ${format.name} without an end mark`);
    if (!reader.isReady) await reader.fill();
    const { bytes, position } = reader.cursor;
    if (bytes[position] === END_MARK) return false;
    if (!format.parse(bytes, position, head, index++)) {
      throw reader.fail(`0x${(bytes[position] ?? 0).toString(16)} is no entry of a ${format.name}`);
    }
    if (reader.offset + head.skip + head.length + head.trailer >= end) {
      throw reader.fail(`an entry that is longer than its ${format.name}`);
    }
    reader.skip(head.skip);
    return true;
  };

  return {
    count: format.count(new DataView(data.buffer, data.byteOffset, data.length)),
    async next(max) {
      if (!(await advance())) return null;
      const { digits, length, trailer } = head;
      const element = digits === null ? await reader.take(length, max) : elementOf(digits);
      reader.skip(trailer);
      return element;
    },
    async skip() {
      if (!(await advance())) return false;
      reader.skip(head.length + head.trailer);
      return true;
    },
  };
}

export function elementOf(digits: string): Element {
  const data = new Uint8Array(Buffer.from(digits, 'latin1'));
  return { data, totalBytes: data.length };
}
