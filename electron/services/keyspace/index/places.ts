import type { RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { fromBytes } from '../values/bytes.ts';
import { compareBytes } from './key-arena.ts';
import { REMOVED } from './key-columns.ts';
import type { KeyIndex } from './key-index.ts';
import { createQuery } from './key-query.ts';
import { RowList } from './row-list.ts';
import type { Sliced } from './slices.ts';

const PAGE_KEYS = 16_384;
/** The initial bytes per name; the buffer grows if names are longer. */
const EXPECTED_KEY_BYTES = 32;
/** Rows that are checked at once. */
const BLOCK = 4096;

/** Keys and the offsets of their values, as columns. */
export interface PlacePage {
  /** The concatenated names of the keys. `keyEnds` holds the end of each. */
  readonly keys: Uint8Array;
  readonly keyEnds: Uint32Array;
  readonly databases: Uint32Array;
  readonly types: Uint8Array;
  readonly offsets: Float64Array;
  /** Serialised bytes of key and value. */
  readonly sizes: Float64Array;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expiries: Float64Array;
  readonly flavour: RdbFlavour;
  readonly generation: number;
  /** Null after the last key. */
  readonly next: number | null;
}

/** Appends the chosen rows from `start` up to `end`. */
type Collect = (start: number, end: number, found: RowList) => void;

/**
 * One page of a selection, in the order of rows, which is that of the file.
 * @param from the first row
 * @throws AppError BAD_VALUE for a regular expression
 */
export function* placesOf(
  index: KeyIndex,
  selection: RestoreSelection,
  from: number,
): Sliced<Omit<PlacePage, 'flavour' | 'generation'>> {
  const collect = collector(index, selection);
  const found = new RowList();
  const { rows } = index;
  let at = from;
  while (at < rows && found.length < PAGE_KEYS) {
    // The page may exceed its size by the rest of a block.
    const end = Math.min(rows, at + BLOCK);
    collect(at, end, found);
    at = end;
    yield;
  }
  return { ...columnsOf(index, found.rows), next: at < rows ? at : null };
}

function columnsOf(index: KeyIndex, rows: Uint32Array): Omit<PlacePage, 'flavour' | 'generation' | 'next'> {
  const { columns, slots } = index;
  const count = rows.length;
  const page = {
    keyEnds: new Uint32Array(count),
    databases: new Uint32Array(count),
    types: new Uint8Array(count),
    offsets: new Float64Array(count),
    sizes: new Float64Array(count),
    expiries: new Float64Array(count),
  };
  const { arena } = columns;
  let keys = Buffer.allocUnsafe(count * EXPECTED_KEY_BYTES);
  let end = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    columns.seek(row);
    const { bytes, start, end: stop } = arena;
    if (end + stop - start > keys.length) {
      keys = Buffer.concat([keys.subarray(0, end)], 2 * (end + stop - start));
    }
    for (let from = start; from < stop; from++) keys[end++] = bytes[from] as number;
    page.keyEnds[at] = end;
    page.databases[at] = slots[columns.slot(row)]?.database ?? 0;
    page.types[at] = columns.type(row);
    page.offsets[at] = columns.offset(row);
    page.sizes[at] = columns.sizeBytes(row);
    page.expiries[at] = columns.expireAtMs(row);
  }
  return { keys: keys.subarray(0, end), ...page };
}

function collector(index: KeyIndex, selection: RestoreSelection): Collect {
  if ('filter' in selection || 'all' in selection) {
    const filter = 'filter' in selection ? selection.filter : ({ database: 'all' } as const);
    const query = createQuery(index, filter, Date.now());
    return (start, end, found) =>
      query.collect(null, start, end, { push: (row) => index.isAlive(row) && found.push(row) });
  }
  const names = namesOf(selection.keys);
  const prefixes = prefixesOf('prefixes' in selection ? selection.prefixes : []);
  const { columns, slots } = index;
  const { arena } = columns;
  return (start, end, found) => {
    for (let row = start; row < end; row++) {
      if (columns.type(row) === REMOVED) continue;
      const database = slots[columns.slot(row)]?.database ?? -1;
      if (database < 0) continue;
      columns.seek(row);
      const { bytes, start: from, end: to } = arena;
      if (isNamed(names, database, bytes, from, to) || hasPrefix(prefixes, database, bytes, from, to)) found.push(row);
    }
  };
}

interface Names {
  /** The lengths of names, so that most keys need no string. */
  readonly lengths: ReadonlySet<number>;
  readonly byDatabase: ReadonlyMap<number, ReadonlySet<string>>;
}

function namesOf(keys: Extract<RestoreSelection, { keys: unknown }>['keys']): Names {
  const byDatabase = new Map<number, Set<string>>();
  const lengths = new Set<number>();
  for (const { database, key } of keys) {
    const name = fromBytes(key);
    lengths.add(name.length);
    const names = byDatabase.get(database) ?? new Set();
    byDatabase.set(database, names.add(name.toString('latin1')));
  }
  return { lengths, byDatabase };
}

function isNamed({ lengths, byDatabase }: Names, database: number, bytes: Buffer, start: number, end: number): boolean {
  if (!lengths.has(end - start)) return false;
  return byDatabase.get(database)?.has(bytes.toString('latin1', start, end)) ?? false;
}

interface Prefixes {
  /** For keys of every database, and of a single one; sorted, and none is the beginning of another. */
  readonly all: readonly Buffer[];
  readonly byDatabase: ReadonlyMap<number, readonly Buffer[]>;
}

function prefixesOf(given: Extract<RestoreSelection, { prefixes: unknown }>['prefixes']): Prefixes {
  const all: Buffer[] = [];
  const byDatabase = new Map<number, Buffer[]>();
  for (const { database, prefix } of given) {
    const bytes = fromBytes(prefix);
    if (database === 'all') all.push(bytes);
    else byDatabase.set(database, [...(byDatabase.get(database) ?? []), bytes]);
  }
  const sorted = new Map([...byDatabase].map(([database, some]) => [database, withoutCovered(some)]));
  return { all: withoutCovered(all), byDatabase: sorted };
}

function withoutCovered(prefixes: readonly Buffer[]): readonly Buffer[] {
  const kept: Buffer[] = [];
  for (const prefix of prefixes.toSorted(Buffer.compare)) {
    const last = kept.at(-1);
    if (last === undefined || !prefix.subarray(0, last.length).equals(last)) kept.push(prefix);
  }
  return kept;
}

function hasPrefix(prefixes: Prefixes, database: number, bytes: Buffer, start: number, end: number): boolean {
  const own = prefixes.byDatabase.get(database) ?? [];
  return begins(prefixes.all, bytes, start, end) || begins(own, bytes, start, end);
}

/** Only the last prefix that is not greater than the key can be its beginning. */
function begins(prefixes: readonly Buffer[], bytes: Buffer, start: number, end: number): boolean {
  let low = 0;
  let high = prefixes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const prefix = prefixes[middle] as Buffer;
    if (compareBytes(prefix, 0, prefix.length, bytes, start, end) <= 0) low = middle + 1;
    else high = middle;
  }
  const prefix = prefixes[low - 1];
  if (prefix === undefined || prefix.length > end - start) return false;
  return compareBytes(prefix, 0, prefix.length, bytes, start, start + prefix.length) === 0;
}
