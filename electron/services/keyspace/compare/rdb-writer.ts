import type { FileHandle } from 'node:fs/promises';
import type { LargeReply } from '../../redis/connection/bulk-link.ts';
import { opcode } from '../../redis/data/rdb-format.ts';

/** The version of the RDB format, and a checksum. */
const DUMP_TAIL_BYTES = 10;
const VERSION_BYTES = 2;
/** The first version that only Valkey writes. */
const FIRST_VALKEY_VERSION = 80;
const CHECKSUM_BYTES = 8;

/** `REDIS` and four digits, or `VALKEY` and three. */
const HEAD_BYTES = 9;

/** Writes an RDB from the replies of DUMP, without a checksum. */
export class RdbWriter {
  readonly #file: FileHandle;
  #database = -1;
  #hasHead = false;
  /** Of the format; known with the end of the first value. */
  #version = 1;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @param dump the reply of DUMP @param expireAtMs -1: none */
  async add(database: number, key: Buffer, dump: Buffer, expireAtMs: number): Promise<void> {
    const end = dump.length - DUMP_TAIL_BYTES;
    if (end < 1) throw new Error('the server replied to DUMP with something other than a value');
    this.#version = dump.readUInt16LE(end);
    await this.#write([...this.#before(database, key, expireAtMs, dump[0] ?? 0), dump.subarray(1, end)]);
  }

  /** Like `add`, for a reply in pieces. Nothing is written if it has none. */
  addPieces(database: number, key: Buffer, expireAtMs: number): LargeReply {
    /** Bytes of the reply that have not come yet. */
    let left = 0;
    let isFirst = true;
    const tail: Buffer[] = [];
    return {
      begin: async (length) => {
        if (length < 1 + DUMP_TAIL_BYTES) {
          throw new Error('the server replied to DUMP with something other than a value');
        }
        left = length;
      },
      take: async (bytes) => {
        const parts = isFirst ? this.#before(database, key, expireAtMs, bytes[0] ?? 0) : [];
        const start = isFirst ? 1 : 0;
        const end = Math.max(start, Math.min(bytes.length, left - DUMP_TAIL_BYTES));
        isFirst = false;
        left -= bytes.length;
        await this.#write([...parts, bytes.subarray(start, end)]);
        tail.push(Buffer.from(bytes.subarray(end)));
        if (left === 0) this.#version = Buffer.concat(tail).readUInt16LE(0);
      },
    };
  }

  async end(): Promise<void> {
    await this.#write([Buffer.from([opcode.end]), Buffer.alloc(CHECKSUM_BYTES)]);
    const isValkey = this.#version >= FIRST_VALKEY_VERSION;
    const digits = String(this.#version).padStart(isValkey ? VERSION_BYTES + 1 : 2 * VERSION_BYTES, '0');
    await this.#file.write(Buffer.from(`${isValkey ? 'VALKEY' : 'REDIS'}${digits}`), 0, HEAD_BYTES, 0);
  }

  /** The parts of an entry before its value. */
  #before(database: number, key: Buffer, expireAtMs: number, type: number): Buffer[] {
    const parts: Buffer[] = [];
    if (database !== this.#database) {
      this.#database = database;
      parts.push(Buffer.from([opcode.selectDatabase]), rdbLength(database));
    }
    if (expireAtMs >= 0) {
      const expiry = Buffer.alloc(9);
      expiry[0] = opcode.expireMs;
      expiry.writeBigInt64LE(BigInt(Math.round(expireAtMs)), 1);
      parts.push(expiry);
    }
    parts.push(Buffer.from([type]), rdbLength(key.length), key);
    return parts;
  }

  async #write(parts: readonly Buffer[]): Promise<void> {
    const head = this.#hasHead ? [] : [Buffer.alloc(HEAD_BYTES)];
    this.#hasHead = true;
    await this.#file.writeFile(Buffer.concat([...head, ...parts]));
  }
}

function rdbLength(value: number): Buffer {
  if (value < 0x40) return Buffer.from([value]);
  if (value < 0x4000) return Buffer.from([0x40 | (value >> 8), value & 0xff]);
  const bytes = Buffer.alloc(5);
  bytes[0] = 0x80;
  bytes.writeUInt32BE(value, 1);
  return bytes;
}
