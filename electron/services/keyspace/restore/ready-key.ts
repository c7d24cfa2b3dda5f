import { contentHash } from '../../redis/data/content/content-hash.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { DUMP_TAIL_BYTES } from '../edit/key-state.ts';

/** A key that is ready to be written. */
export class ReadyKey {
  readonly key: Buffer;
  /** For RESTORE. */
  readonly payload: Buffer;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
  readonly #flavour: RdbFlavour;
  #hash: string | null = null;

  constructor(key: Buffer, payload: Buffer, expireAtMs: number, flavour: RdbFlavour) {
    this.key = key;
    this.payload = payload;
    this.expireAtMs = expireAtMs;
    this.#flavour = flavour;
  }

  /** `contentHash` of the value. Most values equal the target's byte by byte, and need none. */
  get hash(): string {
    const { payload } = this;
    this.#hash ??= contentHash(payload[0] ?? 0, this.#flavour, payload, 1, payload.length - DUMP_TAIL_BYTES);
    return this.#hash;
  }

  /** Whether a reply of DUMP has the same type and bytes. The versions of the format may differ. */
  hasBytesOf(dump: Buffer): boolean {
    const { payload } = this;
    if (dump.length !== payload.length) return false;
    return payload.compare(dump, 0, dump.length - DUMP_TAIL_BYTES, 0, payload.length - DUMP_TAIL_BYTES) === 0;
  }
}
