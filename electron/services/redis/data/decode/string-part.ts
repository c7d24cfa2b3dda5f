import type { Element, ValueReader } from './value-reader.ts';

/**
 * The bytes of a string value from `from` on. A plain string is read at that place; a compressed one is expanded from its
 * start, in pieces.
 * @returns `totalBytes` is the length of the whole string @throws RdbError
 */
export async function readStringPart(reader: ValueReader, from: number, count: number): Promise<Element> {
  if (!reader.isReady) await reader.fill();
  const first = reader.cursor.bytes[reader.cursor.position] ?? 0;
  if (first >= 0xc0 && first !== 0xc3) {
    const { data, totalBytes } = await reader.string(32);
    return { data: data.subarray(from, from + count), totalBytes };
  }
  const { reader: content, end } = await reader.content();
  const totalBytes = end - content.offset;
  const start = Math.min(from, totalBytes);
  content.skip(start);
  const { data } = await content.take(Math.min(count, totalBytes - start), count);
  return { data, totalBytes };
}
