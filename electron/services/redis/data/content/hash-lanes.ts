const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca77;
const LOW = 0x12345678;
const HIGH = 0x3c6ef372;

/**
 * A hash of 64 bits in two lanes of 32, because bigint is many times slower. It detects changes and is no defence:
 * bytes with an equal hash can be constructed.
 */
export class HashLanes {
  low = LOW;
  high = HIGH;
  /** Changes both lanes at their start: nobody can construct collisions for a hash with a secret seed. */
  seed = 0;

  reset(): void {
    this.low = LOW ^ this.seed;
    this.high = HIGH ^ this.seed;
  }

  word(word: number): void {
    let low = Math.imul(this.low ^ word, FIRST);
    low ^= low >>> 15;
    let high = Math.imul((this.high + word) | 0, SECOND);
    high ^= high >>> 13;
    // Each lane gets a part of the other one, so that both must match.
    this.low = (low + (high << 7)) | 0;
    this.high = (high ^ (low >>> 11)) | 0;
  }

  double(value: number): void {
    scratch.setFloat64(0, value, true);
    this.word(scratch.getInt32(0, true));
    this.word(scratch.getInt32(4, true));
  }

  /** The length and the bytes. */
  bytes(bytes: Uint8Array, start: number, end: number): void {
    this.word(end - start);
    let at = start;
    for (const last = end - 4; at <= last; at += 4) {
      this.word(
        (bytes[at] as number) |
          ((bytes[at + 1] as number) << 8) |
          ((bytes[at + 2] as number) << 16) |
          ((bytes[at + 3] as number) << 24),
      );
    }
    if (at === end) return;
    let rest = 0;
    for (let shift = 0; at < end; at++, shift += 8) rest |= (bytes[at] as number) << shift;
    this.word(rest);
  }

  finish(): void {
    this.word(0x27d4eb2f);
    this.word(0x165667b1);
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return hex(this.high) + hex(this.low);
  }
}

/** Adds the bytes of one string in pieces of any size. The result is that of `HashLanes.bytes`. */
export class LanePieces {
  readonly #lanes: HashLanes;
  /** Up to three bytes that do not fill a word yet. */
  #rest = 0;
  #restBits = 0;

  /** @param length of the whole string */
  constructor(lanes: HashLanes, length: number) {
    this.#lanes = lanes;
    lanes.word(length);
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end && this.#restBits > 0) this.#byte(bytes[at++] as number);
    for (const last = end - 4; at <= last; at += 4) {
      this.#lanes.word(
        (bytes[at] as number) |
          ((bytes[at + 1] as number) << 8) |
          ((bytes[at + 2] as number) << 16) |
          ((bytes[at + 3] as number) << 24),
      );
    }
    while (at < end) this.#byte(bytes[at++] as number);
  }

  finish(): void {
    if (this.#restBits > 0) this.#lanes.word(this.#rest);
  }

  #byte(byte: number): void {
    this.#rest |= byte << this.#restBits;
    this.#restBits += 8;
    if (this.#restBits < 32) return;
    this.#lanes.word(this.#rest);
    this.#rest = 0;
    this.#restBits = 0;
  }
}

/** The sum of the hashes of elements does not depend on their order. */
export class LaneSum {
  readonly #part: HashLanes;
  #low = 0;
  #high = 0;
  #count = 0;

  /** @param part the hash of one element */
  constructor(part: HashLanes) {
    this.#part = part;
  }

  /** Adds the current element. */
  add(): void {
    const part = this.#part;
    part.finish();
    this.#low = (this.#low + part.low) | 0;
    this.#high = (this.#high + part.high) | 0;
    this.#count++;
  }

  /** Adds the sum to the hash of the value. */
  finish(hash: HashLanes): void {
    hash.word(this.#count);
    hash.word(this.#low);
    hash.word(this.#high);
  }
}

const scratch = new DataView(new ArrayBuffer(8));

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}
