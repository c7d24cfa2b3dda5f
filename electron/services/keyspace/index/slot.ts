import type { NewKeys } from './key-columns.ts';

/** More than the highest type byte of any RDB. */
const TYPES = 32;
/** Indexes of the counts of a slot. */
const place = { keys: 0, expires: 1, sizeBytes: 2, types: 3 } as const;

export interface TypeCount {
  readonly keys: number;
  readonly sizeBytes: number;
}

/** A database in the index. Keys refer to their slot, so SWAPDB and FLUSHDB change no key. */
export class Slot {
  /** -1 after the database was emptied: its rows no longer count. */
  database: number;
  /** A typed array, because V8 compiles a function again when a field of its objects outgrows 31 bits. */
  readonly #counts = new Float64Array(place.types + 2 * TYPES);

  constructor(database: number) {
    this.database = database;
  }

  get keys(): number {
    return this.#counts[place.keys] as number;
  }

  get expires(): number {
    return this.#counts[place.expires] as number;
  }

  get sizeBytes(): number {
    return this.#counts[place.sizeBytes] as number;
  }

  /** Counts a key, or removes it from the counts. */
  count(type: number, expireAtMs: number, sizeBytes: number, sign: 1 | -1): void {
    const counts = this.#counts;
    const ofType = place.types + type * 2;
    counts[place.keys] = (counts[place.keys] as number) + sign;
    if (expireAtMs >= 0) counts[place.expires] = (counts[place.expires] as number) + sign;
    counts[place.sizeBytes] = (counts[place.sizeBytes] as number) + sign * sizeBytes;
    counts[ofType] = (counts[ofType] as number) + sign;
    counts[ofType + 1] = (counts[ofType + 1] as number) + sign * sizeBytes;
  }

  /** Counts keys. */
  countAll({ count, expiring, typeKeys, typeSizes }: NewKeys): void {
    const counts = this.#counts;
    let sum = 0;
    for (let type = 0; type < typeKeys.length; type++) {
      const sizeBytes = typeSizes[type] as number;
      const ofType = place.types + type * 2;
      counts[ofType] = (counts[ofType] as number) + (typeKeys[type] as number);
      counts[ofType + 1] = (counts[ofType + 1] as number) + sizeBytes;
      sum += sizeBytes;
    }
    counts[place.keys] = (counts[place.keys] as number) + count;
    counts[place.expires] = (counts[place.expires] as number) + expiring;
    counts[place.sizeBytes] = (counts[place.sizeBytes] as number) + sum;
  }

  /** The type bytes that have keys. */
  *types(): Generator<readonly [type: number, count: TypeCount]> {
    for (let type = 0; type < TYPES; type++) {
      const [keys = 0, sizeBytes = 0] = this.#counts.subarray(place.types + type * 2);
      if (keys > 0) yield [type, { keys, sizeBytes }];
    }
  }
}
