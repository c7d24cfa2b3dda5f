/** The separator that is counted while keys are read. Others are counted after the sort. */
export const DEFAULT_SEPARATOR = ':';
const SEPARATOR = DEFAULT_SEPARATOR.charCodeAt(0);
/** More top-level folders than that are no folders: counting stops, and the sort finds them. */
const MAX_FOLDERS = 65_536;

export interface CountedFolder {
  readonly slot: number;
  readonly prefix: Buffer;
  readonly keys: number;
  readonly sizeBytes: number;
}

/** Counts the top-level folders while keys are read, so that the tree shows exact figures before it is sorted. */
export class FolderCounts {
  #table = new Int32Array(1024).fill(-1);
  readonly #hashes: number[] = [];
  readonly #slots: number[] = [];
  readonly #prefixes: Buffer[] = [];
  readonly #keys: number[] = [];
  readonly #sizes: number[] = [];
  /** Keys without a separator, by slot. */
  readonly #bare: number[] = [];
  /** Too many folders were found, so the counts are incomplete. */
  overflowed = false;

  /** Counts a key, or takes it out of the counts. */
  count(slot: number, bytes: Buffer, start: number, end: number, sizeBytes: number, sign: 1 | -1): void {
    let hash = slot;
    let at = start;
    while (at < end) {
      const byte = bytes[at++] as number;
      hash = Math.imul(hash ^ byte, 0x01000193);
      if (byte === SEPARATOR) {
        if (!this.overflowed) this.#count(slot, bytes, start, at, hash, sizeBytes, sign);
        return;
      }
    }
    this.#bare[slot] = (this.#bare[slot] ?? 0) + sign;
  }

  bareKeys(slot: number): number {
    return this.#bare[slot] ?? 0;
  }

  *folders(slot: number): Generator<CountedFolder> {
    for (let id = 0; id < this.#keys.length; id++) {
      if (this.#slots[id] !== slot || this.#keys[id] === 0) continue;
      const prefix = this.#prefixes[id] as Buffer;
      yield { slot, prefix, keys: this.#keys[id] as number, sizeBytes: this.#sizes[id] as number };
    }
  }

  #count(slot: number, bytes: Buffer, start: number, end: number, hash: number, sizeBytes: number, sign: 1 | -1): void {
    const mask = this.#table.length - 1;
    for (let at = (hash ^ (hash >>> 15)) & mask; ; at = (at + 1) & mask) {
      const id = this.#table[at] as number;
      if (id < 0) {
        this.#create(slot, bytes, start, end, hash, sizeBytes, at);
        return;
      }
      if (this.#hashes[id] !== hash || this.#slots[id] !== slot) continue;
      if (!isEqual(this.#prefixes[id] as Buffer, bytes, start, end)) continue;
      this.#keys[id] = (this.#keys[id] as number) + sign;
      this.#sizes[id] = (this.#sizes[id] as number) + sign * sizeBytes;
      return;
    }
  }

  #create(
    slot: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    hash: number,
    sizeBytes: number,
    at: number,
  ): void {
    const id = this.#keys.length;
    if (id === MAX_FOLDERS) {
      this.overflowed = true;
      return;
    }
    this.#hashes.push(hash);
    this.#slots.push(slot);
    this.#prefixes.push(Buffer.from(bytes.subarray(start, end)));
    this.#keys.push(1);
    this.#sizes.push(sizeBytes);
    this.#table[at] = id;
    if (this.#keys.length * 2 > this.#table.length) this.#enlarge();
  }

  #enlarge(): void {
    const table = new Int32Array(this.#table.length * 4).fill(-1);
    const mask = table.length - 1;
    for (const [id, hash] of this.#hashes.entries()) {
      let at = (hash ^ (hash >>> 15)) & mask;
      while ((table[at] as number) >= 0) at = (at + 1) & mask;
      table[at] = id;
    }
    this.#table = table;
  }
}

function isEqual(prefix: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (prefix.length !== end - start) return false;
  for (let at = 0; at < prefix.length; at++) if (prefix[at] !== bytes[start + at]) return false;
  return true;
}
