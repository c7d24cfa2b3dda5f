import { byteSource, type RdbBytes } from './byte-source.ts';
import type { RdbValuePlace } from './decode-value.ts';
import { type HashField, openElements, type ScoredMember } from './elements.ts';
import { StreamNodes } from './stream-entries.ts';
import { type Element, ValueReader } from './value-reader.ts';

/** An element of a value as flat parts: a member with its score, a field with its value and expiry. */
export type ElementParts = readonly (Uint8Array | string | number | null)[];

const streams: ReadonlySet<number> = new Set([15, 19, 21]);

/**
 * Decodes all elements of a list, set, sorted set, hash or stream, one after the other, for comparisons. Sorted sets come
 * in the order of the file. A string or a module value gives nothing.
 * @param maxElementBytes longer parts are cut, and their whole length follows as a number
 * @throws RdbError
 */
export async function* rdbElements(
  bytes: RdbBytes,
  { offset, length, type, flavour }: RdbValuePlace,
  maxElementBytes: number = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<ElementParts> {
  const reader = new ValueReader(byteSource(bytes), offset, offset + length);
  if (streams.has(type)) {
    const nodes = await StreamNodes.open(reader);
    for (let entry = await nodes.next(maxElementBytes); entry !== null; entry = await nodes.next(maxElementBytes)) {
      yield [entry.id, ...entry.fields.flatMap(([name, value]) => [...partsOf(name), ...partsOf(value)])];
    }
    return;
  }
  const elements = await openElements(reader, type, flavour);
  if (elements === null) return;
  const { rows } = elements;
  for (let row = await rows.next(maxElementBytes); row !== null; row = await rows.next(maxElementBytes)) {
    if (elements.type === 'zset') yield scored(elements.item(row));
    else if (elements.type === 'hash') yield timed(elements.item(row));
    else yield partsOf(elements.item(row));
  }
}

function partsOf({ data, totalBytes }: Element): ElementParts {
  return data.length === totalBytes ? [data] : [data, totalBytes];
}

function scored({ member, score }: ScoredMember): ElementParts {
  return [...partsOf(member), score];
}

function timed({ field, value, expireAtMs }: HashField): ElementParts {
  return [...partsOf(field), ...partsOf(value), expireAtMs];
}
