import { RdbError } from '../rdb-error.ts';
import { type RdbFlavour, rdbType } from '../rdb-format.ts';
import { byteSource, type RdbBytes } from './byte-source.ts';
import { type ElementRows, type HashField, openElements, type ScoredMember } from './elements.ts';
import { moduleName } from './module-name.ts';
import { type StreamEntry, StreamNodes } from './stream-entries.ts';
import { readStreamTail, type StreamTail } from './stream-tail.ts';
import { readStringPart } from './string-part.ts';
import { lengthAfter, MAX_PAGE_BYTES, matcher, takePage } from './take-page.ts';
import { type Element, ValueReader } from './value-reader.ts';

/** The place of a value in an RDB, as a walk reports it. */
export interface RdbValuePlace {
  readonly offset: number;
  readonly length: number;
  /** The type byte. */
  readonly type: number;
  readonly flavour: RdbFlavour;
}

export interface RdbPageOptions {
  /** How many elements to skip, or bytes of a string or a module value. */
  readonly from: number;
  /** The maximum number of elements of the page, or of bytes of a string or a module value. */
  readonly count: number;
  /** The maximum bytes of an element, 64 KB by default; longer ones are truncated. */
  readonly maxElementBytes?: number | undefined;
  /** Only elements with a part that contains these bytes, of the first `maxElementBytes` of each part. */
  readonly find?: Uint8Array | undefined;
}

/** `next` is `from` of the next page; null at the end. */
interface Page {
  readonly next: number | null;
}
interface Items<Item> extends Page {
  readonly length: number;
  readonly items: readonly Item[];
}

export type RdbValuePage =
  | ({ readonly type: 'string'; readonly value: Element } & Page)
  | ({ readonly type: 'list' | 'set' } & Items<Element>)
  | ({ readonly type: 'zset' } & Items<ScoredMember>)
  | ({ readonly type: 'hash' } & Items<HashField>)
  | ({ readonly type: 'stream' } & Items<StreamEntry> & Pick<StreamTail, 'lastId' | 'groups'>)
  | ({ readonly type: 'module'; readonly module: string; readonly value: Element } & Page);

const MAX_ELEMENT_BYTES = 64 * 1024;
/** The version of the encoding of a stream, by type byte. */
const streamVersions: ReadonlyMap<number, number> = new Map([
  [15, 1],
  [19, 2],
  [21, 3],
]);
const STRING = 0;
const MODULE = 7;

/**
 * Decodes one page of a value. Reads the value from its start in windows of at most 512 KB, and keeps only the page in
 * memory: a page far inside a large value takes the time to skip everything before it.
 * @throws RdbError with the offset of the unreadable byte
 */
export async function decodeRdbValue(
  bytes: RdbBytes,
  place: RdbValuePlace,
  { from, count, maxElementBytes: max = MAX_ELEMENT_BYTES, find }: RdbPageOptions,
): Promise<RdbValuePage> {
  const reader = readerOf(bytes, place);
  if (place.type === STRING) {
    const value = await readStringPart(reader, from, count);
    return { type: 'string', value, next: nextByte(value, from) };
  }
  if (place.type === MODULE) return modulePage(reader, from, count);
  const version = streamVersions.get(place.type);
  if (version !== undefined) {
    const nodes = await StreamNodes.open(reader);
    const page = await takePage(nodes, from, count, max, (entry) => entry, matcher(find, partsOfEntry));
    await nodes.end();
    const tail = await readStreamTail(reader, version, from === 0);
    // The last entry of a page may be the last one of the stream.
    const next = page.next !== null && page.next < tail.length ? page.next : null;
    return { type: 'stream', ...page, ...tail, next };
  }
  const elements = await openElements(reader, place.type, place.flavour);
  if (elements === null) throw new RdbError('unsupported', place.offset, `no value has the type ${place.type}`);
  return elementPage(elements, { from, count, max, find });
}

/** The elements of a value, its bytes for a string or a module value. Decoded again, from the head where it has them. */
export async function lengthOfRdbValue(bytes: RdbBytes, place: RdbValuePlace): Promise<number> {
  const reader = readerOf(bytes, place);
  if (place.type === STRING) return (await readStringPart(reader, 0, 0)).totalBytes;
  if (place.type === MODULE) return (await openModule(reader)).lengthBytes;
  if (streamVersions.has(place.type)) {
    await (await StreamNodes.open(reader)).end();
    return reader.length();
  }
  const elements = await openElements(reader, place.type, place.flavour);
  return elements === null ? 0 : (elements.rows.length ?? elements.rows.skip(Number.POSITIVE_INFINITY));
}

function readerOf(bytes: RdbBytes, { offset, length, type }: RdbValuePlace): ValueReader {
  if (rdbType(type) === null) throw new RdbError('unsupported', offset, `no value has the type ${type}`);
  return new ValueReader(byteSource(bytes), offset, offset + length);
}

async function elementPage(
  elements: ElementRows,
  { from, count, max, find }: { from: number; count: number; max: number; find: Uint8Array | undefined },
): Promise<RdbValuePage> {
  switch (elements.type) {
    case 'zset':
      return zsetPage(elements, { from, count, max, find });
    case 'hash': {
      const { rows, item } = elements;
      const parts = ({ field, value }: HashField) => [field, value];
      const page = await takePage(rows, from, count, max, item, matcher(find, parts));
      return { type: 'hash', ...page, ...(await lengthAfter(rows, page)) };
    }
    default: {
      const { type, rows, item } = elements;
      const page = await takePage(
        rows,
        from,
        count,
        max,
        item,
        matcher(find, (one: Element) => [one]),
      );
      return { type, ...page, ...(await lengthAfter(rows, page)) };
    }
  }
}

/** A page by rank, from the lowest score on. A search returns its members in the order of the file instead. */
async function zsetPage(
  { rows, item, isDescending }: Extract<ElementRows, { readonly type: 'zset' }>,
  { from, count, max, find }: { from: number; count: number; max: number; find: Uint8Array | undefined },
): Promise<RdbValuePage> {
  const matches = matcher(find, ({ member }: ScoredMember) => [member]);
  const { length } = rows;
  if (!isDescending || length === null || find) {
    const page = await takePage(rows, from, count, max, item, matches);
    return { type: 'zset', ...page, ...(await lengthAfter(rows, page)) };
  }
  const end = Math.max(0, length - from);
  const start = Math.max(0, end - count);
  // The page must not end early, so its members are truncated to fit.
  const limit = Math.min(max, Math.floor(MAX_PAGE_BYTES / Math.max(1, end - start)));
  const { items } = await takePage(rows, start, end - start, limit, item, matches);
  return { type: 'zset', length, items: items.toReversed(), next: start > 0 && count > 0 ? length - start : null };
}

function partsOfEntry({ fields }: StreamEntry): readonly Element[] {
  return fields.flat();
}

async function openModule(reader: ValueReader): Promise<{ readonly module: string; readonly lengthBytes: number }> {
  const module = moduleName(await reader.exactLength());
  return { module, lengthBytes: reader.remaining };
}

async function modulePage(reader: ValueReader, from: number, count: number): Promise<RdbValuePage> {
  const { module, lengthBytes } = await openModule(reader);
  const start = Math.min(from, lengthBytes);
  reader.skip(start);
  const { data } = await reader.take(Math.min(count, lengthBytes - start), count);
  const value = { data, totalBytes: lengthBytes };
  return { type: 'module', module, value, next: nextByte(value, start) };
}

function nextByte({ data, totalBytes }: Element, from: number): number | null {
  const next = from + data.length;
  return data.length > 0 && next < totalBytes ? next : null;
}
