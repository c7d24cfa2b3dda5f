import { type Crc64Program, createCrc64Program, STEP, SUMMED_AT, SUMMED_BYTES, TABLE_ENTRIES } from './crc64-wasm.ts';

/**
 * The CRC-64 of Redis ("Jones": polynomial ad93d23594c935a9, reflected, no final xor), eight bytes per step.
 * @see https://github.com/redis/redis/blob/7.0/src/crc64.c
 */
const POLYNOMIAL = 0x95ac9329ac4bc9b5n;

interface Loaded {
  readonly program: Crc64Program;
  readonly memory: Uint8Array;
}

let loaded: Loaded | null = null;

/** One for the thread: its memory is in use only during an update. */
function load(): Loaded {
  if (loaded) return loaded;
  const program = createCrc64Program();
  const { buffer } = program.memory;
  fillTables(new BigUint64Array(buffer, 0, STEP * TABLE_ENTRIES));
  loaded = { program, memory: new Uint8Array(buffer) };
  return loaded;
}

/** `tables[k * 256 + byte]`: the contribution of a byte that k more bytes of the step follow. */
function fillTables(tables: BigUint64Array): void {
  for (let byte = 0; byte < TABLE_ENTRIES; byte++) {
    let crc = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1n) ^ (crc & 1n ? POLYNOMIAL : 0n);
    tables[byte] = crc;
  }
  for (let at = TABLE_ENTRIES; at < tables.length; at++) {
    const crc = tables[at - TABLE_ENTRIES] ?? 0n;
    tables[at] = (crc >> 8n) ^ (tables[Number(crc & 0xffn)] ?? 0n);
  }
}

/** The result of the program, as bytes. */
const result = new BigInt64Array(1);
const resultBytes = new Uint8Array(result.buffer);
const CHECKSUM_BYTES = 8;
/** A longer part is copied as a whole. */
const COPIED_ONE_BY_ONE = 64;

/** Writes the checksum of the bytes from `start` up to `end` after them: for many short values. */
export function appendCrc64(bytes: Uint8Array, start: number, end: number): void {
  const { program, memory } = load();
  let crc = 0n;
  for (let from = start; from < end; from += SUMMED_BYTES) {
    const to = Math.min(end, from + SUMMED_BYTES);
    if (to - from > COPIED_ONE_BY_ONE) memory.set(bytes.subarray(from, to), SUMMED_AT);
    else for (let at = from; at < to; at++) memory[SUMMED_AT + at - from] = bytes[at] as number;
    crc = program.update(crc, SUMMED_AT, SUMMED_AT + to - from);
  }
  result[0] = crc;
  for (let at = 0; at < CHECKSUM_BYTES; at++) bytes[end + at] = resultBytes[at] as number;
}

/** A running checksum. */
export class Crc64 {
  #crc = 0n;

  update(bytes: Uint8Array, start: number, end: number): void {
    const { program, memory } = load();
    for (let from = start; from < end; from += SUMMED_BYTES) {
      const part = bytes.subarray(from, Math.min(end, from + SUMMED_BYTES));
      memory.set(part, SUMMED_AT);
      this.#crc = program.update(this.#crc, SUMMED_AT, SUMMED_AT + part.length);
    }
  }

  /** Whether eight bytes, little-endian, are this checksum. */
  equals(bytes: Uint8Array, at: number): boolean {
    const written = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(at, true);
    return written === BigInt.asUintN(64, this.#crc);
  }

  /** Writes it as eight bytes, little-endian. */
  write(bytes: Buffer, at: number): void {
    bytes.writeBigUInt64LE(BigInt.asUintN(64, this.#crc), at);
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return BigInt.asUintN(64, this.#crc).toString(16).padStart(16, '0');
  }
}
