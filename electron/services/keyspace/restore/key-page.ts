import type { PlacePage } from '../index/places.ts';

/** A key of a source, with the place of its value. */
export interface SourceKey {
  readonly database: number;
  readonly key: Buffer;
  readonly type: number;
  readonly offset: number;
  /** Serialised bytes of key and value. */
  readonly sizeBytes: number;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
}

/** Some of the chosen keys, as columns: an object for each of a million keys would cost more than restoring it. */
export class KeyPage {
  readonly length: number;
  readonly keys: Buffer;
  readonly databases: Uint32Array;
  readonly types: Uint8Array;
  readonly offsets: Float64Array;
  readonly sizes: Float64Array;
  readonly expiries: Float64Array;
  readonly #ends: Uint32Array;

  constructor({ keys, keyEnds, databases, types, offsets, sizes, expiries }: PlacePage) {
    this.length = keyEnds.length;
    this.keys = Buffer.from(keys.buffer, keys.byteOffset, keys.length);
    this.#ends = keyEnds;
    this.databases = databases;
    this.types = types;
    this.offsets = offsets;
    this.sizes = sizes;
    this.expiries = expiries;
  }

  keyStart(row: number): number {
    return row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
  }

  keyEnd(row: number): number {
    return this.#ends[row] ?? 0;
  }

  key(row: number): Buffer {
    return this.keys.subarray(this.keyStart(row), this.keyEnd(row));
  }

  /** Serialised bytes of the value. */
  valueBytes(row: number): number {
    return (this.sizes[row] ?? 0) - (this.keyEnd(row) - this.keyStart(row));
  }

  one(row: number): SourceKey {
    return {
      database: this.databases[row] ?? 0,
      key: this.key(row),
      type: this.types[row] ?? 0,
      offset: this.offsets[row] ?? 0,
      sizeBytes: this.sizes[row] ?? 0,
      expireAtMs: this.expiries[row] ?? -1,
    };
  }
}

export function rowsByDatabase(page: KeyPage, rows: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const first = page.databases[rows[0] ?? 0] ?? 0;
  // Most sources have one database, and copies of its rows would be most of the garbage of a restore.
  if (rows.length > 0 && rows.every((row) => page.databases[row] === first)) return new Map([[first, rows]]);
  const databases = new Map<number, number[]>();
  for (const row of rows) {
    const database = page.databases[row] ?? 0;
    const some = databases.get(database);
    if (some) some.push(row);
    else databases.set(database, [row]);
  }
  return databases;
}
