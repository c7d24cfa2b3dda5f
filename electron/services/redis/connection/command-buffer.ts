const RETURN = 13;
const NEWLINE = 10;
const DOLLAR = 36;
const ZERO = 48;
/** A longer word is copied by the runtime. */
const COPIED_ONE_BY_ONE = 64;
/** The digits of the longest length, its prefix and its line end. */
const LENGTH_BYTES = 20;

/**
 * Many commands in the protocol of Redis, one after the other in one buffer: a buffer for each would cost more than the
 * command.
 */
export class CommandBuffer {
  #bytes: Buffer;
  #at = 0;
  /** Headers by command and number of words: the same few commands usually come many times. */
  readonly #heads = new Map<string, Map<number, Buffer>>();

  /** @param capacity in bytes; the buffer grows if it is not enough */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  /** Starts a command. @param words with its name */
  command(name: string, words: number): this {
    const bytes = this.#head(name, words);
    this.#reserve(bytes.length);
    const to = this.#bytes;
    let end = this.#at;
    for (let at = 0; at < bytes.length; at++) to[end++] = bytes[at] as number;
    this.#at = end;
    return this;
  }

  word(bytes: Uint8Array, start: number, end: number): this {
    this.#length(end - start);
    if (end - start > COPIED_ONE_BY_ONE) {
      this.#bytes.set(bytes.subarray(start, end), this.#at);
      this.#at += end - start;
    } else {
      const to = this.#bytes;
      const shift = this.#at - start;
      for (let at = start; at < end; at++) to[at + shift] = bytes[at] as number;
      this.#at += end - start;
    }
    this.#lineEnd();
    return this;
  }

  /** @param value a whole number of 0 or more */
  number(value: number): this {
    const digits = digitsOf(value);
    this.#length(digits);
    this.#digits(value, digits);
    this.#lineEnd();
    return this;
  }

  /** Appends a word of `length` bytes, which the caller writes into `memory`. @returns its offset */
  space(length: number): number {
    this.#length(length);
    const start = this.#at;
    this.#at += length;
    this.#lineEnd();
    return start;
  }

  /** The memory that holds reserved words, until the next command. */
  get memory(): Buffer {
    return this.#bytes;
  }

  /** All commands. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  #head(name: string, words: number): Buffer {
    let byWords = this.#heads.get(name);
    if (!byWords) {
      byWords = new Map();
      this.#heads.set(name, byWords);
    }
    let head = byWords.get(words);
    if (!head) {
      head = Buffer.from(`*${words}\r\n$${Buffer.byteLength(name)}\r\n${name}\r\n`);
      byWords.set(words, head);
    }
    return head;
  }

  /** Writes the length of a word, and reserves room for the word. */
  #length(length: number): void {
    this.#reserve(length + LENGTH_BYTES);
    this.#bytes[this.#at++] = DOLLAR;
    this.#digits(length, digitsOf(length));
    this.#lineEnd();
  }

  #digits(value: number, digits: number): void {
    let rest = value;
    for (let at = this.#at + digits - 1; at >= this.#at; at--) {
      const next = Math.floor(rest / 10);
      this.#bytes[at] = ZERO + (rest - next * 10);
      rest = next;
    }
    this.#at += digits;
  }

  #lineEnd(): void {
    this.#bytes[this.#at++] = RETURN;
    this.#bytes[this.#at++] = NEWLINE;
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  return digits;
}
