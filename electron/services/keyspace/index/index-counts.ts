import type { KeyDatabase, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { REMOVED } from './key-columns.ts';
import type { KeyIndex } from './key-index.ts';
import { typeOf } from './key-items.ts';

/** Expiries pass slowly, so their count may be a second old. */
const COUNT_EVERY_MS = 1000;

/** The counts that a client shows, by database and by type. */
export class IndexCounts {
  readonly #index: KeyIndex;
  #expired: number[] = [];
  #countedAt = Number.NEGATIVE_INFINITY;
  #countedRows = -1;

  constructor(index: KeyIndex) {
    this.#index = index;
  }

  /** @param exact whether to count now the keys whose time has passed */
  databases(exact: boolean, nowMs = Date.now()): KeyDatabase[] {
    const { slots } = this.#index;
    if (exact && (nowMs - this.#countedAt > COUNT_EVERY_MS || this.#countedRows !== this.#index.rows)) {
      this.#countExpired(nowMs);
    }
    return this.#index.livingSlots().flatMap((slot) => {
      const found = slots[slot];
      if (!found) return [];
      const { database, keys, expires, sizeBytes } = found;
      return [{ index: database, keys, expires, expired: this.#expired[slot] ?? 0, sizeBytes }];
    });
  }

  types(): KeySpace['types'] {
    const named = new Map<string, KeySpace['types'][number]>();
    for (const [byte, { keys, sizeBytes }] of this.#index.typeCounts()) {
      if (keys === 0) continue;
      const { type, encoding } = typeOf(byte);
      const same = named.get(`${type} ${encoding}`);
      const sum = { type, encoding, keys: keys + (same?.keys ?? 0), sizeBytes: sizeBytes + (same?.sizeBytes ?? 0) };
      named.set(`${type} ${encoding}`, sum);
    }
    return [...named.values()].sort((a, b) => b.sizeBytes - a.sizeBytes);
  }

  #countExpired(nowMs: number): void {
    const { columns, slots } = this.#index;
    this.#expired = slots.map(() => 0);
    this.#countedAt = nowMs;
    this.#countedRows = columns.rows;
    if (slots.every(({ expires }) => expires === 0)) return;
    for (let row = 0; row < columns.rows; ) {
      const { chunk, length } = columns.chunkOf(row);
      const { expiries, types, slots: ofRows } = chunk;
      const end = Math.min(length, columns.rows - row);
      const has = chunk.firstExpiryMs <= nowMs;
      for (let at = 0; has && at < end; at++) {
        const expireAtMs = expiries[at] as number;
        if (expireAtMs < 0 || expireAtMs > nowMs || types[at] === REMOVED) continue;
        const slot = ofRows[at] as number;
        this.#expired[slot] = (this.#expired[slot] ?? 0) + 1;
      }
      row += end;
    }
  }
}
