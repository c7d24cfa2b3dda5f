import type { Rows } from './rows.ts';
import type { Element } from './value-reader.ts';

/** A page ends early after this many bytes, so that a page of long elements is bounded too. */
export const MAX_PAGE_BYTES = 4 * 1024 * 1024;
/** A page of a search ends after this many elements, so that a search without matches reports progress. */
const MAX_SEARCHED = 250_000;

export interface Taken<Item> {
  readonly items: Item[];
  readonly next: number | null;
  /** Elements that were read or skipped. */
  readonly seen: number;
}

/**
 * Takes the elements of a page from their source.
 * @param matches the bytes of an item that belongs to the page, otherwise null
 */
export async function takePage<Raw, Item>(
  source: { next(max: number): Promise<Raw | null>; skip(count: number): Promise<number> },
  from: number,
  count: number,
  max: number,
  item: (raw: Raw) => Item,
  matches: (item: Item) => number | null,
): Promise<Taken<Item>> {
  let seen = from === 0 ? 0 : await source.skip(from);
  const items: Item[] = [];
  const end = seen + (count === 0 ? 0 : MAX_SEARCHED);
  for (let bytes = 0; items.length < count && bytes < MAX_PAGE_BYTES && seen < end; ) {
    const raw = await source.next(max);
    if (raw === null) return { items, next: null, seen };
    seen++;
    const decoded = item(raw);
    const size = matches(decoded);
    if (size === null) continue;
    bytes += size;
    items.push(decoded);
  }
  return { items, next: seen, seen };
}

/** The whole length, and no next page after the last element. */
export async function lengthAfter(
  rows: Rows,
  { next, seen }: Taken<unknown>,
): Promise<{ readonly length: number; readonly next: number | null }> {
  const length = rows.length ?? seen + (next === null ? 0 : await rows.skip(Number.POSITIVE_INFINITY));
  return { length, next: next !== null && next < length ? next : null };
}

/** For `takePage`: the size of an item, or null if no part of it contains `find`. */
export function matcher<Item>(find: Uint8Array | undefined, parts: (item: Item) => readonly Element[]) {
  return (item: Item): number | null => {
    const all = parts(item);
    if (
      find &&
      !all.some(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.length).includes(Buffer.from(find)))
    ) {
      return null;
    }
    return all.reduce((sum, { data }) => sum + data.length, 0);
  };
}
