import { PREFIX_BYTES } from '../../redis/data/plain-entries.ts';
import { hashFolder, type KeyArena, SEPARATOR } from './key-arena.ts';
import type { NewKeys } from './key-columns.ts';

/** The separator that is counted while keys are read. Others are counted after the sort. */
export const DEFAULT_SEPARATOR = String.fromCharCode(SEPARATOR);
/** More top-level folders than this are no folders: counting stops, and the sort finds them. */
const MAX_FOLDERS = 65_536;
/** Spreads the hashes of folders over the table. */
const HASH_FACTOR = 0x85ebca6b;

export interface CountedFolder {
  readonly slot: number;
  readonly prefix: Buffer;
  readonly keys: number;
  readonly sizeBytes: number;
}

/** Counts the top-level folders while keys are read, so that the tree shows exact figures before it is sorted. */
export class FolderCounts {
  /** The number of a folder, by its hash. At most half of the slots are occupied. */
  #table = new Int32Array(1024).fill(-1);
  #hashes = new Int32Array(512);
  #slots = new Uint16Array(512);
  #keys = new Float64Array(512);
  #sizes = new Float64Array(512);
  readonly #prefixes: Buffer[] = [];
  /** Keys without a separator, by slot. */
  readonly #bare: number[] = [];
  /** Too many folders were found, so the counts are incomplete. */
  overflowed = false;

  /** Counts the key of an arena whose folder was found last, or removes it from the counts. */
  count(slot: number, { bytes, start, folderEnd, folderHash }: KeyArena, sizeBytes: number, sign: 1 | -1): void {
    if (folderEnd < 0) this.#countBare(slot, sign);
    else this.#count(slot, bytes, start, folderEnd - start, folderHash, sign * sizeBytes, sign);
  }

  /** Counts keys of a batch: its prefixes are the folders. */
  countAll(slot: number, keys: NewKeys): void {
    const { bytes, keyStarts, sizes, prefixes, prefixKeys, prefixSizes, prefixHashes, prefixTexts } = keys;
    this.#countBare(slot, keys.bareCount);
    for (let prefix = 0; prefix < prefixes; prefix++) {
      const found = prefixKeys[prefix] as number;
      if (found === 0) continue;
      const start = prefix * PREFIX_BYTES + 1;
      const length = prefixTexts[start - 1] as number;
      const [hash, sizeBytes] = [prefixHashes[prefix] as number, prefixSizes[prefix] as number];
      this.#count(slot, prefixTexts, start, length, hash, sizeBytes, found);
    }
    for (let other = 0; other < keys.otherCount; other++) {
      const key = keys.others[other] as number;
      const start = keyStarts[key] as number;
      const end = bytes.indexOf(SEPARATOR, start) + 1;
      this.#count(slot, bytes, start, end - start, hashFolder(bytes, start, end), sizes[key] as number, 1);
    }
  }

  #countBare(slot: number, keys: number): void {
    this.#bare[slot] = (this.#bare[slot] ?? 0) + keys;
  }

  /** @param length of the folder's prefix, with its separator @param sizeBytes of the keys; less than 0 to take out */
  #count(
    slot: number,
    bytes: Uint8Array,
    start: number,
    length: number,
    folderHash: number,
    sizeBytes: number,
    keys: number,
  ): void {
    if (this.overflowed) return;
    const hash = Math.imul(folderHash ^ slot, HASH_FACTOR);
    const table = this.#table;
    const mask = table.length - 1;
    for (let at = (hash ^ (hash >>> 15)) & mask; ; at = (at + 1) & mask) {
      const id = table[at] as number;
      if (id < 0) {
        this.#create(slot, bytes.subarray(start, start + length), hash, sizeBytes, keys, at);
        return;
      }
      if (this.#hashes[id] !== hash || this.#slots[id] !== slot) continue;
      if (!isAt(this.#prefixes[id] as Buffer, bytes, start, length)) continue;
      this.#keys[id] = (this.#keys[id] as number) + keys;
      this.#sizes[id] = (this.#sizes[id] as number) + sizeBytes;
      return;
    }
  }

  bareKeys(slot: number): number {
    return this.#bare[slot] ?? 0;
  }

  *folders(slot: number): Generator<CountedFolder> {
    for (const [id, prefix] of this.#prefixes.entries()) {
      if (this.#slots[id] !== slot || this.#keys[id] === 0) continue;
      yield { slot, prefix, keys: this.#keys[id] as number, sizeBytes: this.#sizes[id] as number };
    }
  }

  #create(slot: number, prefix: Uint8Array, hash: number, sizeBytes: number, keys: number, at: number): void {
    const id = this.#prefixes.length;
    if (id === MAX_FOLDERS) {
      this.overflowed = true;
      return;
    }
    this.#prefixes.push(Buffer.from(prefix));
    this.#hashes[id] = hash;
    this.#slots[id] = slot;
    this.#keys[id] = keys;
    this.#sizes[id] = sizeBytes;
    this.#table[at] = id;
    if (this.#prefixes.length === this.#hashes.length) this.#enlarge();
  }

  #enlarge(): void {
    const count = this.#prefixes.length;
    const grown = <T extends { set(from: T): void }>(from: T, into: T): T => {
      into.set(from);
      return into;
    };
    this.#hashes = grown(this.#hashes, new Int32Array(count * 4));
    this.#slots = grown(this.#slots, new Uint16Array(count * 4));
    this.#keys = grown(this.#keys, new Float64Array(count * 4));
    this.#sizes = grown(this.#sizes, new Float64Array(count * 4));
    const table = new Int32Array(count * 8).fill(-1);
    const mask = table.length - 1;
    for (let id = 0; id < count; id++) {
      const hash = this.#hashes[id] as number;
      let at = (hash ^ (hash >>> 15)) & mask;
      while ((table[at] as number) >= 0) at = (at + 1) & mask;
      table[at] = id;
    }
    this.#table = table;
  }
}

function isAt(prefix: Buffer, bytes: Uint8Array, start: number, length: number): boolean {
  if (prefix.length !== length) return false;
  for (let at = 0; at < length; at++) if (prefix[at] !== bytes[start + at]) return false;
  return true;
}
