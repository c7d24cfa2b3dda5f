import type { FileHandle } from 'node:fs/promises';
import { opcode } from '../../redis/data/rdb-format.ts';

/** The version of the RDB format, and a checksum. */
const DUMP_TAIL_BYTES = 10;
const VERSION_BYTES = 2;
/** The first version that only Valkey writes. */
const FIRST_VALKEY_VERSION = 80;
const CHECKSUM_BYTES = 8;

/** Writes an RDB from the replies of DUMP, without a checksum. */
export class RdbWriter {
  readonly #file: FileHandle;
  #database = -1;
  #hasHead = false;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @param dump the reply of DUMP @param expireAtMs -1: none */
  async add(database: number, key: Buffer, dump: Buffer, expireAtMs: number): Promise<void> {
    const end = dump.length - DUMP_TAIL_BYTES;
    if (end < 1) throw new Error('the server replied to DUMP with something other than a value');
    await this.#head(dump.readUInt16LE(end));
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
    parts.push(dump.subarray(0, 1), rdbLength(key.length), key, dump.subarray(1, end));
    await this.#file.writeFile(Buffer.concat(parts));
  }

  async end(): Promise<void> {
    await this.#head(1);
    await this.#file.writeFile(Buffer.concat([Buffer.from([opcode.end]), Buffer.alloc(CHECKSUM_BYTES)]));
  }

  /** The version is known with the first value. */
  async #head(version: number): Promise<void> {
    if (this.#hasHead) return;
    this.#hasHead = true;
    const isValkey = version >= FIRST_VALKEY_VERSION;
    const digits = String(version).padStart(isValkey ? VERSION_BYTES + 1 : 2 * VERSION_BYTES, '0');
    await this.#file.writeFile(`${isValkey ? 'VALKEY' : 'REDIS'}${digits}`);
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
